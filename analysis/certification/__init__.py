"""The certification of program versions, conflicts of interest of experts, and the load of experts."""
