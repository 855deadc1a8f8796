"""`python -m balado`."""

from balado.cli import main

if __name__ == "__main__":
    main()
