import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importsOf, readRepositoryFile, type SourceFile, sourceFiles } from '#tests/source-files.ts'

// The rooms and who may import whom. A file belongs to the longest name that begins its path.
// A new folder is a new room: it needs a row here.
const lib = ['lib/where', 'lib/config', 'lib/confighub', 'lib/change', 'lib/history', 'lib/url']
const rooms: Readonly<Record<string, readonly string[]>> = {
  'lib/where': [],
  'lib/config': [],
  'lib/confighub': ['lib/where'],
  'lib/change': ['lib/where', 'lib/config', 'lib/confighub'],
  'lib/history': ['lib/where', 'lib/config', 'lib/confighub'],
  'lib/url': ['lib/where'],
  'lib/queries': ['lib/where', 'lib/confighub', 'lib/change', 'lib/history', 'lib/url'],
  'lib/server': lib,
  components: [...lib, 'lib/queries'],
  app: [...lib, 'lib/queries', 'lib/server', 'components'],
  hub: ['lib/where', 'lib/config'],
  scripts: [...lib, 'hub'],
  // Over public HTTP only. The corpus is the contract's own tables of queries.
  'tests/contract': ['lib/where/testing/corpus.ts'],
  tests: [],
  bench: ['scripts', 'tests/contract/hub-process.ts', 'tests/contract/postgres.ts'],
  // Over the pages only, too. What is a secret, and what is none, stands in one list.
  e2e: ['lib/config/testing'],
}

/** Tests may put the real hub behind the thing they test. */
const testsMayAlsoImport = ['hub', 'lib/where/testing/corpus.ts']

const files = sourceFiles()
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)

function roomOf(path: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => within(path, room))
    .sort((a, b) => b.length - a.length)[0]
}

/** `#lib/where/ast.ts` -> `lib/where/ast.ts`; nothing for packages. */
function ours(specifier: string): string | undefined {
  return specifier.startsWith('#') ? specifier.slice(1) : undefined
}

function forbiddenImports(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (room === undefined) return [`${file.path} stands in no room`]
  const allowed = [room, ...(rooms[room] ?? []), ...(isTest(file.path) ? testsMayAlsoImport : [])]
  return file.imports.flatMap((specifier) => {
    const target = ours(specifier)
    if (target === undefined || allowed.some((place) => within(target, place))) return []
    return [`${file.path} imports ${specifier}`]
  })
}

describe('rooms', () => {
  it('are all seen: the test would be green on an empty folder otherwise', () => {
    expect(files.length).toBeGreaterThan(400)
    const seen = new Set(files.map((file) => roomOf(file.path)))
    expect(Object.keys(rooms).filter((room) => !seen.has(room))).toEqual([])
  })

  it('import only what their row allows', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([])
  })

  it('reach one another through package imports; relative ones only beside a file of a room without an alias', () => {
    const aliases = z.object({ imports: z.record(z.string(), z.string()) })
    const { imports } = aliases.parse(JSON.parse(readRepositoryFile('package.json')))
    const relative = files.flatMap((file) => {
      const aliased = `#${file.path.split('/')[0]}/*` in imports
      return file.imports
        .filter((specifier) => specifier.startsWith('.') && !specifier.endsWith('.css'))
        .filter((specifier) => aliased || specifier.startsWith('../'))
        .map((specifier) => `${file.path} imports ${specifier}`)
    })
    expect(relative).toEqual([])
  })

  it('that run in the browser do not need Node', () => {
    const browser = ['lib/where', 'lib/config', 'lib/confighub', 'lib/url', 'lib/queries', 'components']
    const found = files
      .filter((file) => !isTest(file.path) && browser.some((room) => within(file.path, room)))
      .flatMap((file) =>
        file.imports.filter((name) => name.startsWith('node:')).map((name) => [file.path, name]),
      )
    expect(found).toEqual([])
  })

  it.each([
    ['lib/where/x.ts', '#lib/config/patch/patch.ts'],
    ['lib/change/x.ts', '#components/ui/button.tsx'],
    ['hub/x.ts', '#lib/confighub/client.ts'],
    ['components/x.tsx', '#lib/server/process/env.ts'],
    ['bench/x.ts', '#lib/confighub/client.ts'],
    ['stuff/x.ts', 'zod'],
  ])('would catch %s importing %s', (path, specifier) => {
    expect(forbiddenImports({ path, text: '', imports: [specifier] })).toHaveLength(1)
  })

  it('see every way to import', () => {
    const module = (number: number) => `'#lib/where/m${number}.ts'`
    const text = [
      `import { a } from ${module(1)}`,
      `import {\n  type B,\n  c,\n} from ${module(2)}`,
      `export { d } from ${module(3)}`,
      `import ${module(4)}`,
      `const e = await import(${module(5)})`,
      `import type { F } from ${module(6)}`,
    ].join('\n')
    expect(importsOf(text)).toEqual([1, 2, 3, 4, 5, 6].map((number) => `#lib/where/m${number}.ts`))
  })
})
