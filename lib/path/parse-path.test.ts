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
  ])('refuses %j at its place', (text, column) => {
    expect(parsePath(text)).toMatchObject({ ok: false, error: { line: 1, column } })
  })

  it.each(['~', '~1', 'a.b', '#x', '*', '?a=b', '@a:b', 'a=b', '[0]', '', 'x/y', 'über', '|', '|b'])(
    'prints the key %j so that it reads back',
    (key) => {
      const segments = [
        { kind: 'key', key },
        { kind: 'match', key: 'name', value: key },
      ] as const

      expect(parsePath(pathText(segments))).toEqual({ ok: true, value: { segments } })
    },
  )
})

describe('parseFilterPath', () => {
  it.each([
    'spec.containers.*.|securityContext.runAsNonRoot',
    'spec.|replicas',
    'a.*?name:container.|b.0#uri',
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
