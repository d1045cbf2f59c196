"""Makes one mind of several that were taught with other storms; all their networks vote: python join.py OUT IN.."""
import struct
import sys

MAGIC = b'LKMIND04'
VOTERS_MAX = 16


def nets(data, at, count):
    """The bytes of `count` networks, and where they end."""
    found = []
    for _ in range(count):
        inputs, hidden, outputs = struct.unpack_from('<3I', data, at)
        size = 12 + 4 * ((inputs + 1) * hidden + outputs * (hidden + 1) + outputs * inputs)
        found.append(data[at:at + size])
        at += size
    return found, at


def main():
    targets, kinds = [], []
    for path in sys.argv[2:]:
        data = open(path, 'rb').read()
        assert data.startswith(MAGIC), f'{path} is no mind of this version'
        own, at = nets(data, len(MAGIC) + 2, data[len(MAGIC)])
        targets += own
        own, at = nets(data, at, data[len(MAGIC) + 1])
        kinds += own
        assert at == len(data), f'{path} has bytes left over'
    assert max(len(targets), len(kinds)) <= VOTERS_MAX, 'too many voters'
    open(sys.argv[1], 'wb').write(MAGIC + bytes([len(targets), len(kinds)]) + b''.join(targets + kinds))
    print(f'{len(targets)} networks for targets, {len(kinds)} for kinds')


if __name__ == '__main__':
    main()
