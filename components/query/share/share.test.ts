import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cubCommands,
  cubFunctionCommands,
  curlCommands,
  queryText,
  revisionsCubCommand,
  revisionsCurlCommand,
  shellQuote,
} from '#components/query/share/share.ts'
import { readPasted } from '#lib/where/paste/read-pasted.ts'

/** The arguments that a shell passes to the program. */
function argumentsOf(command: string): string[] {
  const script = command.replaceAll(/^(?:curl|cub) /gm, 'print ')
  return execFileSync('sh', ['-c', `CONFIGHUB_TOKEN=token; print() { printf '%s\\n' "$@"; }\n${script}`])
    .toString()
    .split('\n')
}

describe('shellQuote', () => {
  it.each(["Slug = 'a'", '$(rm -rf /)', '`id`', 'a"b', "'", '', 'two\nlines'])(
    'passes exactly %j to a program',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`]).toString()).toBe(text)
    },
  )
})

describe('any text', () => {
  it('arrives in a program as it was, through a real shell', () => {
    const any = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('-n', '%s', '\\', '!!', '~'),
    )
    const texts = fc
      .sample(any, { seed: 11, numRuns: 200 })
      .map((text) => text.toWellFormed().replaceAll('\0', ''))
    const script = texts.map((text) => `printf '%s\\0' ${shellQuote(text)}`).join('\n')

    const arrived = execFileSync('sh', { input: script, maxBuffer: 64 * 1024 * 1024 })
      .toString()
      .split('\0')

    expect(arrived.slice(0, -1)).toEqual(texts)
  })
})

describe('what is copied', () => {
  const query = {
    where: "Slug = 'trade-service' AND Labels.Tier != '$(id) `id`'",
    data: "spec.replicas > 2 AND metadata.name != 'a'",
    type: 'apps/v1/Deployment',
  }

  it('as text is what can be typed where that is the whole query', () => {
    expect(queryText({ ...query, data: '', type: '' })).toBe(query.where)
  })

  it.each([query, { ...query, type: '' }, { ...query, where: '' }, { ...query, data: '' }])(
    'as text, as cub and as curl carries all parts of %o',
    (each) => {
      const parts = [each.where, each.data, each.type].filter((part) => part !== '')

      for (const command of [`cub ${queryText(each)}`, cubCommands(each)]) {
        for (const part of parts) expect(argumentsOf(command)).toContain(part)
      }
      const address = argumentsOf(curlCommands('http://127.0.0.1:9090', each)).find((part) =>
        part.startsWith('http'),
      )
      const parameters = new URL(address ?? '').searchParams
      expect(parameters.get('where') ?? '').toBe(each.where)
      expect(parameters.get('where_data') ?? '').toBe(each.data)
      expect(parameters.get('resource_type') ?? '').toBe(each.type)
    },
  )

  it('of a query with OR is a line for each call that ConfigHub takes', () => {
    const either = {
      where: "Space.Slug LIKE '%prod%' AND (Slug = 'a' OR NOT Labels.Tier = '`id`')",
      data: "spec.a = '$b'",
      type: '',
    }
    const calls = [
      "Space.Slug LIKE '%prod%' AND Slug = 'a'",
      "Space.Slug LIKE '%prod%' AND Labels.Tier != '`id`'",
    ]

    for (const lines of [
      cubCommands(either).split('\n'),
      curlCommands('http://127.0.0.1:9090', either).split('\n'),
    ]) {
      expect(lines).toHaveLength(2)
      const asked = lines.map(argumentsOf)
      expect(
        asked.flat().filter((part) => part === either.data || part.includes('where_data=spec.a')),
      ).toHaveLength(2)
    }
    expect(
      cubCommands(either)
        .split('\n')
        .map((line) => argumentsOf(line).at(-4)),
    ).toEqual(calls)
    expect(cubCommands({ ...either, where: "Slug = 'a' AND (Slug = 'b' OR Slug = 'c')" })).toBe('')
  })

  it('leaves out what is not asked', () => {
    expect(cubCommands({ where: '', data: '', type: '' })).toBe('cub unit list --space "*"')
  })

  it('of an activity asks for revisions, with the window', () => {
    const where = "CreatedAt >= '2026-11-23T03:00:00Z' AND Unit.Slug = 'a'"
    const curl = argumentsOf(revisionsCurlCommand('http://127.0.0.1:9090', where))
    const address = new URL(curl.find((part) => part.startsWith('http')) ?? '')

    expect(address.pathname).toBe('/api/revision')
    expect(address.searchParams.get('where')).toBe(where)
    const units = [
      { space: 'prod-eu', unit: 'a' },
      { space: 'prod-us', unit: 'a' },
    ]
    const cub = argumentsOf(revisionsCubCommand(units, where))
    expect(cub.filter((part) => part === where)).toHaveLength(2)
    expect(cub).toEqual(expect.arrayContaining(['revision', 'list', 'prod-eu', 'prod-us']))
  })
})

describe('a function as a line of cub', () => {
  const query = { where: "Slug = 'web'", data: 'spec.replicas > 2', type: 'apps/v1/Deployment' }

  it.each([['3'], ['main', ':v2'], ['A=it is $5', '', '*', "it's"], ['=x', '~', 'a\nb']])(
    'passes %j %j to the program as they are, after what selects the units',
    (...values) => {
      const command = cubFunctionCommands(query, 'set-any', values) ?? ''
      expect(argumentsOf(command).join('\n')).toBe(
        [
          ...['function', 'set', '--space', '*', '--where', query.where, '--where-data', query.data],
          ...['--resource-type', query.type, '--dry-run', '-o', 'mutations', 'set-any', ...values, ''],
        ].join('\n'),
      )
    },
  )

  it('is a line for each call of a query with alternatives, and read back it asks the same', () => {
    const command = cubFunctionCommands({ ...query, where: "Slug = 'a' OR Labels.b = 'c'" }, 'set-replicas', [
      '3',
    ])
    const lines = command?.split('\n') ?? []
    expect(lines).toHaveLength(2)
    expect(lines.map((line) => readPasted(line)?.read)).toMatchObject([
      { ok: true, value: { query: { ...query, where: "Slug = 'a'" } } },
      { ok: true, value: { query: { ...query, where: "Labels.b = 'c'" } } },
    ])
  })

  it('is none for a value that cub would read as a flag', () => {
    expect(cubFunctionCommands(query, 'set-int-path', ['*', 'spec.a', '-1'])).toBeUndefined()
  })
})
