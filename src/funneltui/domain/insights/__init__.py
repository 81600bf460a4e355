"""What the funnel says: the rules that turn counted moves, deals and exchanges into figures.

Everything here takes plain values (`facts`) and gives a `Report` that the screen, the command line and the page in
HTML draw alike. The counting itself is `storage.reads.insights`.
"""
