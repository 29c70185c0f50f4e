environment = "production"

# Survive the loss of a zone.
nat_gateway_per_zone = true
database_multi_az    = true
cache_nodes          = 2

desired_count       = 3
deletion_protection = true
