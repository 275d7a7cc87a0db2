"""The embedded PostgreSQL: found, made, started, kept, stopped by us."""

from sanwen.config.cluster.cluster import Cluster, start, throwaway, url_if_running
from sanwen.config.cluster.faults import ClusterError

__all__ = ["Cluster", "ClusterError", "start", "throwaway", "url_if_running"]
