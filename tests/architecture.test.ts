import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rooms } from '#tests/rooms.ts'
import { importsOf, readRepositoryFile, type SourceFile, sourceFiles } from '#tests/source-files.ts'

/** Tests may put the real hub behind the thing they test. */
const testsMayAlsoImport = [
  'hub',
  'lib/where/testing',
  'lib/config/testing',
  'lib/change/testing',
  'components/testing',
]

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

/** `lib/change/seal` -> `lib/change`: a test of one of its rooms may use the others. */
function outerRoom(room: string): string {
  return room.split('/').slice(0, 2).join('/')
}

/** A folder `testing` is not part of the program. */
function isForTests(path: string): boolean {
  return path.includes('/testing/')
}

/** Commands for developers ask kubectl for the answers that tests expect. */
const developerCommands = ['scripts/compare-kubectl.ts', 'scripts/compare-random-merges.ts']

function mayUseTesting(path: string): boolean {
  return (
    isTest(path) ||
    isForTests(path) ||
    developerCommands.includes(path) ||
    /^(?:tests|e2e|bench|hub)\//.test(path)
  )
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

const paths = new Set(files.map(({ path }) => path))

/** Each file with the files it imports; type imports count. */
const imports = new Map(
  files.map((file) => [
    file.path,
    file.imports.flatMap((specifier) => {
      const target = specifier.startsWith('.')
        ? posix.join(posix.dirname(file.path), specifier)
        : ours(specifier)
      return target !== undefined && paths.has(target) ? [target] : []
    }),
  ]),
)

/** The first circular import found, as a list of files; empty = there is none. */
function circleIn(graph: ReadonlyMap<string, Iterable<string>>): string[] {
  const done = new Set<string>()
  const way: string[] = []
  const visit = (node: string): string[] => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node]
    if (done.has(node)) return []
    way.push(node)
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next)
      if (circle.length > 0) return circle
    }
    way.pop()
    done.add(node)
    return []
  }
  for (const node of graph.keys()) {
    const circle = visit(node)
    if (circle.length > 0) return circle
  }
  return []
}

describe('files', () => {
  it('import one another in one direction', () => {
    expect(circleIn(imports)).toEqual([])
  })

  it('of a folder are few enough to read in one go', () => {
    // Each of these folders repeats one idea.
    const larger = ['lib/where', 'hub/functions', 'hub/fleet']
    const folders = Map.groupBy(
      files.map(({ path }) => path).filter((path) => !isTest(path) && !path.endsWith('.spec.ts')),
      (path) => path.slice(0, path.lastIndexOf('/')),
    )
    const full = [...folders].filter(([folder, { length }]) => length > 30 && !larger.includes(folder))
    expect(full.map(([folder, { length }]) => `${folder}: ${length}`)).toEqual([])
  })

  it('that import one another would be found', () => {
    const graph = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts', 'd.ts']],
      ['c.ts', []],
      ['d.ts', ['b.ts']],
    ])
    expect(circleIn(graph)).toEqual(['b.ts', 'd.ts', 'b.ts'])
  })
})

describe('rooms', () => {
  it('are all seen; otherwise this test would pass on an empty folder', () => {
    expect(files.length).toBeGreaterThan(400)
    const seen = new Set(files.map((file) => roomOf(file.path)))
    expect(Object.keys(rooms).filter((room) => !seen.has(room))).toEqual([])
  })

  it('import only what their row allows', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([])
  })

  it('of the hub import one another in one direction, folder by folder', () => {
    const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
    const folders = new Map<string, Set<string>>()
    for (const [path, targets] of imports) {
      if (!within(path, 'hub') || isTest(path)) continue
      const others = targets.map(folderOf).filter((folder) => folder !== folderOf(path))
      const known = folders.get(folderOf(path)) ?? new Set()
      folders.set(folderOf(path), new Set([...known, ...others]))
    }
    expect(circleIn(folders)).toEqual([])
  })

  it('import one another through package imports; relative ones only beside a file of a room without an alias', () => {
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
      'lib/connection',
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
    ['hub/query/x.ts', '#hub/units/write-unit.ts'],
    ['hub/api/kinds/x.ts', '#hub/api/clones/request.ts'],
    ['components/ui/x.tsx', '#lib/server/process/env.ts'],
    ['components/ui/x.tsx', '#components/query/query-bar.tsx'],
    ['components/change/edit/x.tsx', '#components/change/preview/flow.ts'],
    ['components/x.tsx', 'react'],
    ['bench/x.ts', '#lib/confighub/client.ts'],
    ['stuff/x.ts', 'zod'],
  ])('would catch %s importing %s', (path, specifier) => {
    expect(forbiddenImports({ path, text: '', imports: [specifier] })).toHaveLength(1)
  })

  it('detect every way to import', () => {
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
