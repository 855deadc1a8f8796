"""`python -m balado`."""

from balado.cli.main import main

if __name__ == "__main__":
    main()
