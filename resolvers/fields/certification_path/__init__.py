"""`ProgramVersion.certificationPath`: the path of a version from the application to the removal from the register."""
