import { readFileSync } from 'node:fs'
import { operations } from '#tests/contract/facts.ts'

// What the hub serves follows from the operations of ConfigHub and from those that its document says it refuses.

/** What people are told of the hub. */
export const hubDocument = readFileSync(new URL('../../docs/embedded-hub.md', import.meta.url), 'utf8')

/** `GET POST /attribute` in the block of the document, as two operations of the facts. */
export function documentedAsRefused(): string[] {
  const [, block = ''] = /## What answers 501\n[^#]*?```\n([^`]*)```/.exec(hubDocument) ?? []
  const named = block
    .trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ')
      const path = words.pop() ?? ''
      return words.map((method) => `${method} ${path}`)
    })
  return named.map((operation) => factOf(operation) ?? operation).sort()
}

/** The document abbreviates ids. */
function factOf(operation: string): string | undefined {
  const anonymous = (text: string) => text.replaceAll(/\{\w+\}/g, '{}')
  return Object.keys(operations).find((fact) => anonymous(fact) === anonymous(operation))
}

/** Where the entities of the whole organization are listed, and what each list holds. */
export function servedLists(): Readonly<Record<string, string>> {
  const refused = documentedAsRefused()
  const lists = Object.entries(operations).flatMap(([operation, { answer }]): [string, string][] => {
    const path = /^GET (\/[a-z_]+)$/.exec(operation)?.[1]
    const entity = /^Extended(\w+)\[\]$/.exec(answer)?.[1]
    return path === undefined || entity === undefined || refused.includes(operation) ? [] : [[path, entity]]
  })
  return Object.fromEntries(lists)
}

/** What can be created in a Space, as its segment of a path. */
export function servedResidents(): string[] {
  const refused = documentedAsRefused()
  return Object.keys(operations).flatMap((operation) =>
    refused.includes(operation) ? [] : (/^POST \/space\/\{\w+\}\/([a-z_]+)$/.exec(operation)?.[1] ?? []),
  )
}
