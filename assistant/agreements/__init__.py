"""The agreements of a team: what, with which goal, who, when, and how it stands."""
