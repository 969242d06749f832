import { describe, expect, it } from 'vitest'
import { readPath } from '#lib/path/walk.ts'

const pod = {
  spec: {
    containers: [
      { name: 'main', image: 'ghcr.io:443/a/b:1.2', env: [{ name: 'A', value: '1' }] },
      { name: 'side', image: 'busybox@sha256:00' },
    ],
    args: ['x', 'y'],
  },
  roles: { a: { kind: 'admin', name: 'Ann' }, b: { kind: 'user', name: 'Bob', level: 3 }, c: 'admin' },
  data: { '0': 'zero', 'a.b': 'dotted', 'tls/key': 'k' },
}

describe('readPath', () => {
  it.each([
    ['spec.containers.0.image', [['spec.containers.0.image', 'ghcr.io:443/a/b:1.2']]],
    ['spec.containers.?name=side.image', [['spec.containers.?name=side.image', 'busybox@sha256:00']]],
    [
      'spec.containers.*.name',
      [
        ['spec.containers.?name=main.name', 'main'],
        ['spec.containers.?name=side.name', 'side'],
      ],
    ],
    [
      'spec.args.*',
      [
        ['spec.args.0', 'x'],
        ['spec.args.1', 'y'],
      ],
    ],
    ['spec.containers.*.env.?name:env=A.value', [['spec.containers.?name=main.env.?name:env=A.value', '1']]],
    ['spec.containers.*?name=side.image', [['spec.containers.?name=side.image', 'busybox@sha256:00']]],
    ['spec.containers.?image=@1.name', [['spec.containers.?name=side.name', 'side']]],
    ['spec.containers.?name=@2.name', []],
    ['spec.?name=@0.name', []],
    ['spec.*?name=main', []],
    ['*?args=x', []],
    ['roles.*?kind=admin.name', [['roles.a.name', 'Ann']]],
    ['roles.*?level=3.name', [['roles.b.name', 'Bob']]],
    ['roles.?kind=admin.name', []],
    ['data.a~1b', [['data.a~1b', 'dotted']]],
    ['data.0', [['data.0', 'zero']]],
    ['data.tls~2key', [['data.tls/key', 'k']]],
    ['data.@tls/key:param', [['data.tls/key', 'k']]],
    [
      'spec.containers.*.image#reference',
      [
        ['spec.containers.?name=main.image#reference', ':1.2'],
        ['spec.containers.?name=side.image#reference', '@sha256:00'],
      ],
    ],
    ['spec.containers.0.image#uri', [['spec.containers.0.image#uri', 'ghcr.io:443/a/b']]],
    ['spec.containers.2', []],
    ['spec.missing.deep', []],
    ['data.constructor', []],
    ['a..b', []],
  ])('reads %s', (path, found) => {
    expect(readPath(pod, path).map((each) => [each.path, each.value])).toEqual(found)
  })
})
