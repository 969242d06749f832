import { describe, expect, it } from 'vitest'
import { parseFilterPath, parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'

describe('parsePath', () => {
  it.each([
    ['', 1],
    ['a..b', 3],
    ['.a', 1],
    ['a.b[0]', 3],
    ['a.?name', 3],
    ['a#tag', 2],
    ['a.|b', 2],
    ['a.*?=b', 3],
    ['a.*b=c', 3],
    ['a.?name=@first', 3],
    ['a.?name=@', 3],
  ])('refuses %j at its place', (text, column) => {
    expect(parsePath(text)).toMatchObject({ ok: false, error: { line: 1, column } })
  })

  it.each(['~', '~1', 'a.b', '#x', '*', '?a=b', '@a:b', 'a=b', '[0]', '', 'x/y', 'über', '|', '|b'])(
    'prints the key %j so that it reads back',
    (key) => {
      const segments = [
        { kind: 'key', key },
        { kind: 'match', key: 'name', value: key },
        { kind: 'filter', key: 'name', param: 'p', value: key },
        { kind: 'place', key: 'name', param: 'p', index: 3 },
      ] as const

      expect(parsePath(pathText(segments))).toEqual({ ok: true, value: { segments } })
    },
  )
})

describe('a path that names elements', () => {
  it.each([
    ['?name=@2', { kind: 'place', key: 'name', index: 2 }],
    ['?name:container=@0', { kind: 'place', key: 'name', param: 'container', index: 0 }],
    ['*?name=main', { kind: 'filter', key: 'name', value: 'main' }],
    ['*?name:container=main', { kind: 'filter', key: 'name', param: 'container', value: 'main' }],
    ['?name=*', { kind: 'wildcard', bind: '?name' }],
    ['?name:container=*', { kind: 'wildcard', bind: '?name:container' }],
    ['?name=~4', { kind: 'match', key: 'name', value: '*' }],
    ['?name=~60', { kind: 'match', key: 'name', value: '@0' }],
  ])('%s is read as what it selects', (text, segment) => {
    expect(parsePath(text)).toEqual({ ok: true, value: { segments: [segment] } })
  })
})

describe('parseFilterPath', () => {
  it.each([
    'spec.containers.*.|securityContext.runAsNonRoot',
    'spec.|replicas',
    'a.*?name:container.|b.0#uri',
    'a.*?name:container=main.?key=@3.|b',
  ])('reads the split path %s and prints it back', (text) => {
    const read = parseFilterPath(text)

    expect(read.ok && pathText(read.value)).toBe(text)
  })

  it.each([
    ['a.|', 4],
    ['a.b.|c..d', 8],
  ])('refuses %j at its place', (text, column) => {
    expect(parseFilterPath(text)).toMatchObject({ ok: false, error: { column } })
  })
})
