"""Who sends something without an account: told apart by network, and only as a keyed hash. Pure."""

import hmac
from datetime import date
from ipaddress import IPv6Address, ip_address

NETWORK_BITS = 64  # of IPv6: what one household or office is given


def network(address: str) -> str:
    """What `address` counts as: an IPv4 address itself, of IPv6 its /64; anything else as it stands.

    A port, as some proxies add, counts for nothing.
    """
    bare = address.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return address.strip()
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> NETWORK_BITS << NETWORK_BITS)}/{NETWORK_BITS}"


def sealed(secret: str, day: date, address: str) -> str:
    """A hash of the network that nobody can make or compare without `secret`, another one each day."""
    said = f"sender {day.isoformat()} {network(address)}"
    return hmac.digest(secret.encode(), said.encode(), "sha256").hex()
