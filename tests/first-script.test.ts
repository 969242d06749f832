import { expect, it } from 'vitest'
import { sourceFiles } from '#tests/source-files.ts'

// What the explorer loads before its first row: the page and the frame around it. `e2e/budget.spec.ts` weighs it.
const entries = [
  'components/explorer/units-screen.tsx',
  'components/shell/app-shell.tsx',
  'components/shell/providers.tsx',
]

/** Packages that are too large for it, each with what to do instead. */
const tooLarge: Readonly<Record<string, string>> = {
  zod: 'take a `Reader` (lib/base/reader.ts), or import the schema with the request that it is for',
  yaml: 'read documents on the server',
  diff: 'compare on the server, or load it with `lazily`',
  'monaco-editor': 'use components/ui/editor, which loads it later',
  '@monaco-editor/react': 'use components/ui/editor, which loads it later',
  'kubernetes-models': 'ask the server',
}

const sources = sourceFiles()
const files = new Map(sources.map(({ path, text }) => [path, staticImports(text)]))
const withLater = new Map(
  sources.map(({ path, text }) => [path, [...staticImports(text), ...laterImports(text)]]),
)

/** What is loaded together with a file: neither types nor `import()`. */
function staticImports(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s*from\s+)?'([^']+)'/gm)
  return [...statements].flatMap(([, names = '', source = '']) => (hasOnlyTypes(names) ? [] : [source]))
}

function laterImports(text: string): string[] {
  return [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, source = '']) => source)
}

function hasOnlyTypes(names: string): boolean {
  const [, list] = /^\{([^}]*)\}$/.exec(names.trim()) ?? []
  const each = list?.split(',').filter((name) => name.trim() !== '') ?? []
  return each.length > 0 && each.every((name) => name.trim().startsWith('type '))
}

/** Each file that is loaded, with the one that first asked for it. */
function loaded(
  from: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>(from.map((entry) => [entry, undefined]))
  for (const [path] of found) {
    for (const source of imports.get(path) ?? []) {
      const next = source.replace(/^#/, '')
      if (files.has(next) && !found.has(next)) found.set(next, path)
    }
  }
  return found
}

it('the first script has no large package in it', () => {
  const all = loaded(entries, files)
  expect(all.size).toBeGreaterThan(100)

  const wrong = [...all.keys()].flatMap((path) =>
    (files.get(path) ?? []).flatMap((source) => {
      const advice = tooLarge[packageOf(source)]
      return advice === undefined ? [] : `${path} (through ${all.get(path)}) imports ${source}: ${advice}`
    }),
  )
  expect(wrong).toEqual([])
})

// What names things in it is small; what reads a query comes after the rows, and the server reads that of the address.
it('the first script has nothing of the query language that reads, checks or prints', () => {
  const language = [...loaded(entries, files).keys()].filter((path) => path.startsWith('lib/where/'))

  expect(language.sort()).toEqual([
    'lib/where/computed/function-call.ts',
    'lib/where/listed-text.ts',
    'lib/where/near-name.ts',
  ])
  // What asks ConfigHub for names of people and saved queries comes next.
  const around = [...loaded(['lib/queries/browser-hub.ts'], files).keys()]
  expect(around.filter((path) => path.startsWith('lib/where/'))).toEqual(['lib/where/longest-where.ts'])
})

// The bundler keeps of a package what any page uses, and the large edition uses all of zod.
it('no page has the large edition of zod, not even in a script that comes later', () => {
  const pages = sources
    .filter(({ path, text }) => text.startsWith("'use client'") && !/\.test\.|\/testing\//.test(path))
    .map(({ path }) => path)
  const all = loaded(pages, withLater)
  expect(all.size).toBeGreaterThan(500)

  const wrong = [...all].filter(([path]) => files.get(path)?.includes('zod'))
  expect(
    wrong.map(([path, by]) => `${path} (through ${by}) imports zod: write the schema for zod/mini`),
  ).toEqual([])
})

function packageOf(source: string): string {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/')
}
