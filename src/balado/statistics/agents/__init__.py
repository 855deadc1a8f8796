"""What a user agent tells: the application, the kind of device, and whether it is a robot."""
