"""What it takes to serve Concordance to many: nginx, a service and a container."""
