import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documents } from '#lib/config/testing/arbitrary-documents.ts'
import { type BlamedRevision, blame as blameSteps, blocksOf, type LineOrigin } from '#lib/history/blame.ts'
import { linesOf } from '#lib/history/line-tree.ts'

function blame(revisions: readonly BlamedRevision[]): LineOrigin[] {
  const steps = blameSteps(revisions)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Oldest first, from r1 on. */
const history = (...texts: readonly (string | undefined)[]): BlamedRevision[] =>
  texts.map((data, index) => ({ RevisionNum: index + 1, data })).reverse()

/** `r3 replicas: 5`, one per non-empty line. */
const told = (revisions: readonly BlamedRevision[]) => {
  const lines = linesOf(revisions[0]?.data ?? '')
  return blame(revisions)
    .map((origin, at) => `${label(origin)} ${lines[at]?.trim()}`)
    .filter((line) => !line.endsWith(' '))
}

const label = ({ from, to }: LineOrigin) => (from === to ? `r${to}` : `r${from}–r${to}`)

const resource = (kind: string, name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${spec}`

describe('blame', () => {
  it('names the revision that set each line', () => {
    const at = (replicas: number, image: string) =>
      resource('Deployment', 'trade', `  replicas: ${replicas}\n  image: ${image}\n`)
    expect(told(history('', at(3, 'v1'), at(3, 'v2'), at(5, 'v2'), at(5, 'v2')))).toEqual([
      'r2 apiVersion: apps/v1',
      'r2 kind: Deployment',
      'r2 metadata:',
      'r2 name: trade',
      'r2 spec:',
      'r4 replicas: 5',
      'r3 image: v2',
    ])
  })

  it('attributes a reverted value to the revision that reverted it', () => {
    expect(told(history('a: 1\nb: 1\n', 'a: 2\nb: 1\n', 'a: 1\nb: 1\n'))).toEqual(['r3 a: 1', 'r1 b: 1'])
  })

  it('does not take a line of one resource for the same line of another', () => {
    const one = resource('Deployment', 'one', '  replicas: 3\n')
    const two = resource('Deployment', 'two', '  replicas: 3\n')
    const three = resource('Deployment', 'three', '  replicas: 3\n')
    const lines = told(history(`${one}---\n${two}`, `${three}---\n${two}---\n${one}`))
    expect(lines.filter((line) => line.startsWith('r2'))).toEqual(
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        'name: three',
        'spec:',
        'replicas: 3',
        '---',
      ].map((line) => `r2 ${line}`),
    )
  })

  it('follows a resource into a List and out of it', () => {
    const a = resource('Deployment', 'a', '  replicas: 3\n')
    const b = (replicas: number) => resource('Deployment', 'b', `  replicas: ${replicas}\n`)
    const list = (...items: string[]) =>
      `kind: List\nitems:\n${items.map((item) => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}`

    expect(told(history(a, `${a}---\n${b(1)}`, list(b(2), a)))).toEqual([
      'r3 kind: List',
      'r3 items:',
      'r2 - apiVersion: apps/v1',
      'r2 kind: Deployment',
      'r2 metadata:',
      'r2 name: b',
      'r2 spec:',
      'r3 replicas: 2',
      'r1 - apiVersion: apps/v1',
      'r1 kind: Deployment',
      'r1 metadata:',
      'r1 name: a',
      'r1 spec:',
      'r1 replicas: 3',
    ])
  })

  it('does not count order, indentation and a renamed resource as setting its values', () => {
    const before = 'kind: A\nmetadata:\n  name: one\n  namespace: x\nspec:\n  a: 1\n  b: 2\n'
    const after = 'kind: A\nspec:\n    b: 2\n    a: 1\nmetadata:\n    namespace: y\n    name: one\n'
    expect(told(history(before, after)).filter((line) => line.startsWith('r2'))).toEqual(['r2 namespace: y'])
  })

  it('finds elements of a list by name, and others by their neighbours', () => {
    const containers = (...names: string[]) =>
      resource(
        'Pod',
        'p',
        `  containers:\n${names.map((each) => `  - name: ${each}\n    tty: true\n`).join('')}`,
      )
    expect(told(history(containers('b', 'a'), containers('c', 'a', 'b'))).slice(-6)).toEqual([
      'r2 - name: c',
      'r2 tty: true',
      'r1 - name: a',
      'r1 tty: true',
      'r1 - name: b',
      'r1 tty: true',
    ])
    const rules = (...hosts: string[]) =>
      `rules:\n${hosts.map((host) => `- host: ${host}\n  port: 80\n`).join('')}args:\n- -x\n- -y\n`
    expect(
      told(history(rules('a', 'b'), rules('z', 'a', 'b'))).filter((line) => line.startsWith('r2')),
    ).toEqual(['r2 - host: z', 'r2 port: 80'])
  })

  it('keeps the lines of an element whose key was changed, and of a list that can no longer be told apart', () => {
    const ports = (...all: string[]) => `spec:\n  ports:\n${all.join('')}`
    const port = (number: number, protocol: string) =>
      `  - containerPort: ${number}\n    protocol: ${protocol}\n    hostIP: any\n`
    expect(told(history(ports(port(80, 'TCP')), ports(port(81, 'TCP')))).slice(2)).toEqual([
      'r2 - containerPort: 81',
      'r1 protocol: TCP',
      'r1 hostIP: any',
    ])
    expect(told(history(ports(port(53, 'TCP')), ports(port(53, 'UDP'), port(53, 'TCP')))).slice(2)).toEqual([
      'r2 - containerPort: 53',
      'r2 protocol: UDP',
      'r2 hostIP: any',
      'r1 - containerPort: 53',
      'r1 protocol: TCP',
      'r1 hostIP: any',
    ])
  })

  it('gives each changed element the lines of its own predecessor', () => {
    const ports = (...all: string[]) => `ports:\n${all.join('')}`
    const port = (number: number) => `- containerPort: ${number}\n  protocol: TCP\n  hostIP: any\n`
    expect(
      told(history(ports(port(80)), ports(port(80), port(81)), ports(port(90), port(91)))).slice(1),
    ).toEqual([
      'r3 - containerPort: 90',
      'r1 protocol: TCP',
      'r1 hostIP: any',
      'r3 - containerPort: 91',
      'r2 protocol: TCP',
      'r2 hostIP: any',
    ])
  })

  it('ignores formatting: commas, indentation, a dash on its own line', () => {
    expect(told(history('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}'))).toEqual([
      'r1 {',
      'r1 "a": 1,',
      'r2 "b": 2',
      'r1 }',
    ])
    const script = (indent: string) => `a:\n${indent}x: |\n${indent}  if\n${indent}    then\n`
    expect(told(history(script('  '), script('    '))).every((line) => line.startsWith('r1'))).toBe(true)
    const element = (value: number) => `-\n  host: ${value}\n  path: ${value}\n`
    expect(told(history(`l:\n${element(1)}`, `l:\n${element(0)}${element(1)}`))).toEqual([
      'r1 l:',
      'r2 -',
      'r2 host: 0',
      'r2 path: 0',
      'r1 -',
      'r1 host: 1',
      'r1 path: 1',
    ])
  })

  it('does not give a resource the lines of another one that had its place', () => {
    const one = 'kind: A\nmetadata:\n  name: one\nspec:\n  size: 3\n  a: 1\n  b: 1\n  c: 1\n'
    const two =
      'kind: A\nmetadata:\n  name: two\nspec:\n  size: 3\n  d: 1\n  e: 1\n  f: 1\n  g: 1\n  h: 1\n  i: 1\n'
    expect(told(history(one, two)).every((line) => line.startsWith('r2'))).toBe(true)
    expect(told(history(one, one.replace('one', 'uno'))).filter((line) => line.startsWith('r2'))).toEqual([
      'r2 name: uno',
    ])
  })

  it('goes line by line through a text inside a value', () => {
    const at = (level: string) =>
      `data:\n  run.sh: |\n    if x; then\n      log ${level}\n    fi\n    if y; then\n      stop\n    fi\n`
    expect(told(history(at('info'), at('warn')))).toEqual([
      'r1 data:',
      'r1 run.sh: |',
      'r1 if x; then',
      'r2 log warn',
      'r1 fi',
      'r1 if y; then',
      'r1 stop',
      'r1 fi',
    ])
  })

  it('has an answer for comments, marks and JSON too', () => {
    expect(told(history('# why\na: 1\n', '# why\n# and how\na: 1\n'))).toEqual([
      'r1 # why',
      'r2 # and how',
      'r1 a: 1',
    ])
    expect(
      told(
        history(
          '{\n  "a": {\n    "x": 1\n  }\n}',
          '{\n  "b": {\n    "x": 1\n  },\n  "a": {\n    "x": 1\n  }\n}',
        ),
      ),
    ).toEqual(['r1 {', 'r2 "b": {', 'r2 "x": 1', 'r2 },', 'r1 "a": {', 'r1 "x": 1', 'r1 }', 'r1 }'])
  })

  it('compares unreadable text as plain lines', () => {
    expect(told(history('a: [\nb: 1\n', 'a: [\nb: 2\nc: 3\n', 'a: []\nb: 2\nc: 3\n'))).toEqual([
      'r3 a: []',
      'r2 b: 2',
      'r2 c: 3',
    ])
  })
})

describe('what was not read', () => {
  it('is unknown, not attributed to the oldest revision that was read', () => {
    const read = history('a: 1\nb: 1\n', 'a: 2\nb: 1\n', 'a: 2\nb: 3\n').slice(0, 2)
    expect(told(read)).toEqual(['r1–r2 a: 2', 'r3 b: 3'])
  })

  it('leaves a range of revisions around a missing document', () => {
    expect(told(history('a: 1\nb: 1\n', undefined, 'a: 2\nb: 1\n', 'a: 2\nb: 1\n# new\n'))).toEqual([
      'r2–r3 a: 2',
      'r1 b: 1',
      'r4 # new',
    ])
    expect(
      told([...history('a: 1\n', undefined, 'a: 2\n')].filter(({ RevisionNum }) => RevisionNum !== 2)),
    ).toEqual(['r2–r3 a: 2'])
  })

  it('covers everything when the document itself is missing', () => {
    expect(blame(history('a: 1\n', undefined))).toEqual([])
    expect(blame([])).toEqual([])
  })

  it('covers a text with too many changes to compare, instead of calling all of it new', () => {
    const shuffled = (step: number) =>
      `data:\n  x: |\n${Array.from({ length: 2503 }, (_, at) => `    ${(at * step) % 2503}\n`).join('')}    end ${step}\n`
    const origins = blame(history('', shuffled(1), shuffled(7)))
    expect(origins[0]).toEqual({ from: 2, to: 2 })
    expect(label(origins[3] ?? { from: 0, to: 0 })).toBe('r1–r3')
    // A line that did not exist anywhere before is new, however much else changed.
    expect(label(origins.at(-2) ?? { from: 0, to: 0 })).toBe('r3')
  })
})

it('compares long texts too, if they differ little', () => {
  const long = (first: string, last: string) => {
    const between = Array.from({ length: 2500 }, (_, at) => `    panel ${at}`).join('\n')
    return `data:\n  board: |\n    ${first}\n${between}\n    ${last}\n`
  }
  expect(told(history(long('a', 'b'), long('c', 'd'))).filter((line) => !line.startsWith('r1 '))).toEqual([
    'r2 c',
    'r2 d',
  ])
})

describe('laws', () => {
  const revisions = fc.array(fc.option(documents, { nil: undefined, freq: 6 }), {
    minLength: 1,
    maxLength: 5,
  })

  it('every line has exactly one origin among the existing revisions, and blocks tile the text', () => {
    fc.assert(
      fc.property(revisions, documents, (older, newest) => {
        const chain = history(...older, newest)
        const origins = blame(chain)
        expect(origins).toHaveLength(linesOf(newest).length)
        for (const { from, to } of origins) {
          expect(from).toBeGreaterThanOrEqual(1)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThanOrEqual(chain.length)
        }
        const covered = blocksOf(origins).flatMap(({ firstLine, lastLine }) =>
          Array.from({ length: lastLine - firstLine + 1 }, (_, at) => firstLine + at),
        )
        expect(covered).toEqual(origins.map((_, index) => index + 1))
      }),
    )
  })

  it('reading further back only narrows a range', () => {
    fc.assert(
      fc.property(fc.array(documents, { minLength: 2, maxLength: 5 }), fc.nat(), (texts, cut) => {
        const chain = history(...texts)
        const all = blame(chain)
        for (const [line, some] of blame(chain.slice(0, 1 + (cut % chain.length))).entries()) {
          expect(all[line]?.from).toBe(all[line]?.to)
          expect(some.from).toBeLessThanOrEqual(all[line]?.from ?? 0)
          expect(some.to).toBeGreaterThanOrEqual(all[line]?.to ?? 0)
        }
      }),
    )
  })

  it('a document that is written repeatedly is attributed to the first write', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 4 }), (text, times) => {
        const origins = blame(history('', ...Array.from({ length: times }, () => text)))
        if (text.trim() !== '') expect(new Set(origins.map(label))).toEqual(new Set(['r2']))
      }),
    )
  })

  it('finds who wrote each value, whatever else moved', () => {
    const step = fc.record({ key: fc.nat(5), container: fc.nat(3), order: fc.integer() })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const { texts, keys } = play(steps)
        const lines = linesOf(texts.at(-1) ?? '')
        for (const [at, origin] of blame(history(...texts)).entries()) {
          // Each value says which revision wrote it; the key of a container says who added it.
          const said = /: v(\d+)/.exec(lines[at] ?? '')?.[1] ?? keys.get(lines[at]?.trim() ?? '')
          if (said !== undefined) expect(label(origin), lines[at]).toBe(`r${said}`)
        }
      }),
    )
  })
})

type Step = { readonly key: number; readonly container: number; readonly order: number }

/** Revisions that each set a key, add or remove a container, and write everything in another order. */
function play(steps: readonly Step[]) {
  const values = new Map<number, number>()
  const containers = new Map<number, number>()
  const texts = steps.map(({ key, container, order }, index) => {
    values.set(key, index + 1)
    if (!containers.delete(container)) containers.set(container, index + 1)
    const turn = <T>(all: readonly T[]) => (order % 2 === 0 ? all : all.toReversed())
    const body = turn([...values]).map(([each, by]) => `  k${each}: v${by}\n`)
    const list = turn([...containers]).map(
      ([each, by]) => `  - name: c${each}\n    image: v${by}\n    tty: true\n`,
    )
    return `kind: A\nmetadata:\n  name: a\nspec:\n${body.join('')}  containers:${list.length ? `\n${list.join('')}` : ' []\n'}`
  })
  const keys = new Map([...containers].map(([each, by]) => [`- name: c${each}`, String(by)]))
  return { texts, keys }
}
