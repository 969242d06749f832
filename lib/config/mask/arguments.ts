import { isHarmless } from '#lib/config/mask/harmless-values.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

type Flag = { readonly flag: string; readonly takes: 'attached' | 'next' | 'pair' }

/**
 * Programs that take a password after a flag of one letter: attached (`-pX`), as the next argument, or as
 * `user:password`.
 */
const tools: Readonly<Record<string, readonly Flag[]>> = {
  ...tool(
    'mysql mysqldump mysqladmin mysqlcheck mysqlimport mysqlsh mysqlshow mariadb mariadb-dump mariadb-admin',
    [{ flag: '-p', takes: 'attached' }],
  ),
  ...tool('redis-cli valkey-cli keydb-cli', [{ flag: '-a', takes: 'next' }]),
  ...tool(
    'mongo mongosh mongodump mongorestore docker podman helm oras skopeo crane cqlsh sqlcmd bcp influx clickhouse-client',
    [
      { flag: '-p', takes: 'next' },
      { flag: '-P', takes: 'next' },
    ],
  ),
  ...tool('sshpass', [
    { flag: '-p', takes: 'attached' },
    { flag: '-p', takes: 'next' },
  ]),
  ...tool('curl smbclient', [
    { flag: '-u', takes: 'pair' },
    { flag: '-U', takes: 'pair' },
    { flag: '--user', takes: 'pair' },
    { flag: '--proxy-user', takes: 'pair' },
  ]),
  ...tool('ldapsearch ldapadd ldapmodify ldapwhoami ldapdelete', [{ flag: '-w', takes: 'next' }]),
  ...tool('htpasswd', [{ flag: '-b', takes: 'next' }]),
  ...tool('mosquitto_pub mosquitto_sub', [{ flag: '-P', takes: 'next' }]),
}

function tool(names: string, flags: readonly Flag[]): typeof tools {
  return Object.fromEntries(names.split(' ').map((name) => [name, flags]))
}

/** Secrets among the items of a list of arguments, by item; `others` may name the program (`command` beside `args`). */
export function argumentSpans(items: readonly string[], others: readonly string[] = []): Map<number, Span> {
  const found = new Map<number, Span>()
  const programs = new Set([...others, ...items].map((each) => programOf(each.slice(0, 256))))
  const flags = new Set([...programs].flatMap((name) => tools[name] ?? []))
  for (const [index, item] of items.entries()) {
    const next = items[index + 1]
    if (next !== undefined && isSecretFlag(item) && isArgument(next))
      found.set(index + 1, { start: 0, end: next.length })
    for (const flag of flags) {
      if (flag.takes === 'attached') put(found, index, attached(item, flag.flag))
      else put(found, index + 1, behind(item, next, flag))
    }
  }
  return found
}

function put(found: Map<number, Span>, index: number, span: Span | undefined): void {
  if (span !== undefined) found.set(index, span)
}

function attached(item: string, flag: string): Span | undefined {
  const isFlag = item.startsWith(flag) && !item.startsWith('--')
  return isFlag && isArgument(item.slice(flag.length)) ? { start: flag.length, end: item.length } : undefined
}

function behind(item: string, next: string | undefined, { flag, takes }: Flag): Span | undefined {
  if (next === undefined || item !== flag) return undefined
  const start = takes === 'pair' ? next.search(/[:%]/) + 1 : 0
  const isPart = takes !== 'pair' || start > 0
  return isPart && isArgument(next.slice(start)) ? { start, end: next.length } : undefined
}

/** Not another flag, and not two ports. */
function isArgument(value: string): boolean {
  return !isHarmless(value) && !/^(?:-|[\d.]*:?\d+:\d+$)/.test(value.slice(0, 256))
}

/** `--client-secret`, `-password`: the next argument is the value. */
export function isSecretFlag(item: string): boolean {
  return item.length < 128 && /^--?[A-Za-z][\w.-]+$/.test(item) && judgeName(item) === 'secret'
}

function programOf(item: string): string {
  const first = /^\S+/.exec(item)?.[0] ?? ''
  const name = first.slice(first.lastIndexOf('/') + 1)
  return Object.hasOwn(tools, name) ? name : ''
}

// `--password x`, `"--password", "x"`: a flag and its value inside one text.
const flagged =
  /(?<![\w.-])(?<flag>--?[A-Za-z][\w.-]*)(?:\\*["'])?(?:[ \t]*,[ \t]*|[ \t]+)(?:\\*["'])?(?<value>[^\s"',;|&\]\\-][^\s"',;|&\]\\]*)/g

// `password x` of .netrc, redis.conf and the like; masked only if it looks like a password, because sentences contain
// the word too.
const spaced =
  /(?<![\w.$-])(?<name>password|passwd|pass|pwd|passphrase|secret|token|apikey|api_key|requirepass|masterauth|_auth|bearer|basic|authtoken|access_token|sentinel auth-pass \S{1,64}|rootpw)[ \t]+["']?(?<value>[^\s"',;|&{}[\]()<>\\]+)/gi

/** The same for text: a shell script, a command line, a configuration file with spaces instead of signs. */
export function commandSpans(line: string): Span[] {
  const isSpaced = spacedWords.test(line)
  if (!line.includes('-')) return isSpaced ? spacedSpans(line) : []
  return [
    ...flaggedSpans(line),
    ...attachedSpans(line),
    ...programSpans(line),
    ...(isSpaced ? spacedSpans(line) : []),
  ]
}

const spacedWords = /(?:pass|word|phrase|pwd|secret|token|key|auth|bearer|basic|pw)["']?[ \t]/i

function flaggedSpans(line: string): Span[] {
  return [...line.matchAll(flagged)].flatMap((match) => {
    const { flag = '', value = '' } = match.groups ?? {}
    const end = match.index + match[0].length
    return isSecretFlag(flag) && !isHarmless(value) ? [{ start: end - value.length, end }] : []
  })
}

/** `-pX` of a program that is named elsewhere. `%-prod-us-%` and `*-prod-us-*` are patterns, not flags. */
function attachedSpans(line: string): Span[] {
  if (!line.includes('-p')) return []
  return [...line.matchAll(/(?<![\w.%*-])-p([^\s"',\]]{6,})/g)].flatMap(({ 1: value = '', index }) =>
    looksRandom(value) ? [{ start: index + 2, end: index + 2 + value.length }] : [],
  )
}

function spacedSpans(line: string): Span[] {
  return [...line.matchAll(spaced)].flatMap((match) => {
    const { name = '', value = '' } = match.groups ?? {}
    const end = match.index + match[0].length
    const isShort = /^(?:basic|bearer)$/i.test(name) && value.length < 8
    return looksRandom(value) && !isShort ? [{ start: end - value.length, end }] : []
  })
}

const programs = new RegExp(`(?<![\\w-])(?:${Object.keys(tools).join('|')})(?![\\w-])[^\\n|;&]*`, 'g')

function programSpans(line: string): Span[] {
  return [...line.matchAll(programs)].flatMap((match) => {
    const words = [...match[0].matchAll(/[^\s"'\\,[\]]+/g)]
    return [...argumentSpans(words.map(([word]) => word))].map(([index, span]) => {
      const start = match.index + (words[index]?.index ?? 0)
      return { start: start + span.start, end: start + span.end }
    })
  })
}
