"""The 5S scan: five scores, alone or as the silent round of a team.

records.py       what one person scored, chose and will do
member_file.py   the small signed file that a member hands in, and how it is read
merge.py         four or more of those files as one picture in which nobody is named
picture.py       the figures drawn; report.py the figures, the picture and room for what the team chooses
"""
