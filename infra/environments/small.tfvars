environment = "small"

primary_region = "eu-central-1"
replica_region = "eu-west-2"

# To try Notejam on AWS, not to rely on it: one of everything, which a zone's loss takes. Roughly 140 to 150 US dollars a
# month instead of 430 to 490, see docs/costs.md.
nat_gateway_per_zone    = false
database_multi_az       = false
database_instance_class = "db.t4g.micro"
cache_nodes             = 1

desired_count       = 1
min_tasks           = 1
max_tasks           = 2
deletion_protection = false

interface_endpoints = []
container_insights  = "enabled"

firewall_mode = "off"
