"""What places, forms and widgets ask of the program."""
