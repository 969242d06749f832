import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importsOf, readRepositoryFile, type SourceFile, sourceFiles } from '#tests/source-files.ts'

// The rooms and who may import whom. A file belongs to the longest name that begins its path.
// A new folder is a new room: it needs a row here.
const document = ['lib/base', 'lib/path', 'lib/config']
const domain = [...document, 'lib/where', 'lib/confighub', 'lib/change', 'lib/history', 'lib/url']
/** What each room of `lib/change` works with, beside the rooms of the change itself. */
const changed = [...document, 'lib/confighub', 'lib/change/model.ts', 'lib/change/patch-schema.ts']
const served = ['lib/base', 'lib/config', 'lib/path', 'lib/confighub', 'lib/change', 'lib/history']
const rooms: Readonly<Record<string, readonly string[]>> = {
  'lib/base': [],
  'lib/path': ['lib/base'],
  'lib/where': ['lib/base', 'lib/path'],
  'lib/where/testing': ['lib/base', 'lib/where'],
  'lib/config/document': ['lib/base'],
  'lib/config/compare': ['lib/base', 'lib/path', 'lib/config/document'],
  'lib/config/write': ['lib/base', 'lib/config/document', 'lib/config/compare'],
  'lib/config/mask': ['lib/base', 'lib/path', 'lib/config/document', 'lib/config/compare'],
  'lib/config/patch': document,
  'lib/config/testing': document,
  'lib/confighub': ['lib/base', 'lib/where'],
  'lib/change': document,
  'lib/change/seal': changed,
  'lib/change/selection': [...changed, 'lib/change/seal'],
  'lib/change/classes': changed,
  'lib/change/preview': [...changed, 'lib/change/seal', 'lib/change/selection', 'lib/change/classes'],
  'lib/change/consent': [...changed, 'lib/change/seal'],
  'lib/change/record': [
    ...changed,
    'lib/change/seal',
    'lib/change/selection',
    'lib/change/preview',
    'lib/change/consent',
  ],
  'lib/change/commit': [...document, 'lib/confighub', 'lib/change'],
  'lib/change/testing': [...document, 'lib/confighub', 'lib/change'],
  'lib/history': [...document, 'lib/where', 'lib/confighub'],
  'lib/url': ['lib/base', 'lib/where'],
  'lib/queries': ['lib/base', 'lib/where', 'lib/confighub', 'lib/change', 'lib/history', 'lib/url'],
  'lib/server/process': ['lib/base', 'lib/config'],
  'lib/server/http': ['lib/confighub', 'lib/server/process'],
  'lib/server/work': [...served, 'lib/server/process'],
  'lib/server/masking': [...served, 'lib/server/process', 'lib/server/http', 'lib/server/work'],
  'lib/server/access': [...served, 'lib/server/process', 'lib/server/http', 'lib/server/masking'],
  'lib/server/changes': [...served, 'lib/server'],
  'lib/server/reads': [...served, 'lib/server'],
  'lib/server': [...served, 'lib/server'],
  components: [...domain, 'lib/queries'],
  app: [...domain, 'lib/queries', 'lib/server', 'components'],
  hub: [...document, 'lib/where'],
  scripts: [...domain, 'hub'],
  // Over public HTTP only. The corpus is the contract's own tables of queries.
  'tests/contract': ['lib/where/testing/corpus.ts'],
  tests: [],
  bench: ['scripts', 'tests/contract/hub-process.ts', 'tests/contract/postgres.ts'],
  // Over the pages only, too. What is a secret, and what is none, stands in one list.
  e2e: ['lib/config/testing'],
}

/** Tests may put the real hub behind the thing they test. */
const testsMayAlsoImport = ['hub', 'lib/where/testing', 'lib/config/testing', 'lib/change/testing']

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

/** `lib/change/seal` -> `lib/change`: a test may set a room of it to work with the others. */
function outerRoom(room: string): string {
  return room.split('/').slice(0, 2).join('/')
}

/** What stands in a folder `testing` is no part of the program. */
function isForTests(path: string): boolean {
  return path.includes('/testing/')
}

function mayUseTesting(path: string): boolean {
  return isTest(path) || isForTests(path) || /^(?:tests|e2e|bench|hub)\//.test(path)
}

function forbiddenImports(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (room === undefined) return [`${file.path} stands in no room`]
  const allowed = [
    ...(rooms[room] ?? []),
    ...(isTest(file.path) ? [outerRoom(room), ...testsMayAlsoImport] : []),
  ]
  return file.imports.flatMap((specifier) => {
    const target = ours(specifier)
    if (target === undefined || roomOf(target) === room) return []
    if (isForTests(target) && !mayUseTesting(file.path)) return [`${file.path} imports ${specifier}`]
    if (allowed.some((place) => within(target, place))) return []
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
    const browser = [
      'lib/base',
      'lib/path',
      'lib/where',
      'lib/config',
      'lib/confighub',
      'lib/url',
      'lib/queries',
      'components',
    ]
    const found = files
      .filter((file) => !isTest(file.path) && browser.some((room) => within(file.path, room)))
      .flatMap((file) =>
        file.imports.filter((name) => name.startsWith('node:')).map((name) => [file.path, name]),
      )
    expect(found).toEqual([])
  })

  it.each([
    ['lib/where/x.ts', '#lib/config/patch/patch.ts'],
    ['lib/config/document/x.ts', '#lib/config/patch/patch.ts'],
    ['lib/change/x.ts', '#lib/change/commit/commit.ts'],
    ['lib/change/commit/x.ts', '#lib/change/testing/rehearsal.ts'],
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
