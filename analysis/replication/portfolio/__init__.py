"""Plans that assign several practices to organisations under their capacity."""
