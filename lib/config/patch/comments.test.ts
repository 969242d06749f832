import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { readOtherwise } from '#lib/config/testing/other-reader.ts'

vi.setConfig({ testTimeout: 60_000 })

function patched(text: string, ...patch: object[]): string {
  const applied = applyPatch(text, { kind: 'json', text: JSON.stringify(patch) })
  if (!applied.ok) throw new Error(`${applied.error.message}\n${text}`)
  return applied.value.text
}

const pod = (lines: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${lines}  volumes: []\n`
const shop = '  # the shop itself\n  - name: shop   # owner: web team\n    image: "shop:1"\n    tty: yes\n'
const odd =
  '    args: [--fast]\n    # more\n    terminationGracePeriodSeconds: 9007199254740993\n      # deeper\n'
const log = "  # logs\n  # of all\n  - name: log\n    image: 'l'\n"
const side = '  - name: side\n    image: side:1\n'

describe('comments of list elements', () => {
  it('move with their element, byte for byte', () => {
    const text = pod(shop + odd + log + side)
    const move = (from: number, to: number) => ({
      op: 'move',
      from: `/spec/containers/${from}`,
      path: `/spec/containers/${to}`,
    })

    expect(patched(text, move(2, 0))).toBe(pod(side + shop + odd + log))
    expect(patched(text, move(0, 2))).toBe(pod(log + side + shop + odd))
    expect(patched(text, move(1, 0), move(2, 1))).toBe(pod(log + side + shop + odd))
  })

  it('move with an element that also changes, and beside others that come and go', () => {
    const text = pod(shop + odd + log + side)
    const done = patched(
      text,
      { op: 'move', from: '/spec/containers/1', path: '/spec/containers/0' },
      { op: 'replace', path: '/spec/containers/0/image', value: 'l2' },
      { op: 'remove', path: '/spec/containers/2' },
      { op: 'add', path: '/spec/containers/-', value: { name: 'new' } },
    )

    expect(done).toBe(pod(`${log.replace("'l'", "'l2'")}${shop}${odd}  - name: new\n`))
  })

  it('go with their element, and what is inserted stands above them', () => {
    const text = pod(shop + log + side)

    expect(patched(text, { op: 'remove', path: '/spec/containers/1' })).toBe(pod(shop + side))
    expect(patched(text, { op: 'remove', path: '/spec/containers/0' })).toBe(pod(log + side))
    expect(patched(text, { op: 'add', path: '/spec/containers/0', value: { name: 'new' } })).toBe(
      pod(`  - name: new\n${shop}${log}${side}`),
    )
    expect(patched(text, { op: 'replace', path: '/spec/containers', value: [] })).toBe(
      pod('').replace('containers:', 'containers: []'),
    )
  })

  it('stay with the list above an empty line, and where they are indented less', () => {
    const text = pod(`  # all containers\n\n${shop} # less\n${log}`)

    expect(patched(text, { op: 'remove', path: '/spec/containers/0' })).toBe(
      pod(`  # all containers\n\n # less\n${log}`),
    )
    expect(patched(text, { op: 'move', from: '/spec/containers/1', path: '/spec/containers/0' })).toBe(
      pod(`  # all containers\n\n${log} # less\n${shop}`),
    )
  })

  it('move, go and stay alike inside brackets', () => {
    const text = 'a: [\n  # one\n  {b: 1, c: "x"}, # first\n  {b: 0x2},\n  # three\n  {b: 3} # last\n]\n'

    expect(patched(text, { op: 'move', from: '/a/2', path: '/a/0' })).toBe(
      'a: [\n  # three\n  {b: 3}, # last\n  # one\n  {b: 1, c: "x"}, # first\n  {b: 0x2}\n]\n',
    )
    expect(patched(text, { op: 'remove', path: '/a/0' })).toBe(
      'a: [\n  {b: 0x2},\n  # three\n  {b: 3} # last\n]\n',
    )
    expect(patched(text, { op: 'add', path: '/a/0', value: 0 }, { op: 'add', path: '/a/2', value: 1 })).toBe(
      'a: [\n  0,\n  # one\n  {b: 1, c: "x"}, # first\n  1,\n  {b: 0x2},\n  # three\n  {b: 3} # last\n]\n',
    )
    expect(patched(text, { op: 'add', path: '/a/-', value: 4 })).toBe(
      text.replace('{b: 3} # last', '{b: 3}, # last\n  4'),
    )
    expect(patched('a: [c, "b", 0x1]\n', { op: 'move', from: '/a/2', path: '/a/0' })).toBe(
      'a: [0x1, c, "b"]\n',
    )
  })

  it.each([
    [
      'a list on the line of a dash',
      'a:\n- - x # 1\n  - "y" # 2\n- 3\n',
      ['/a/0/1', '/a/0/0'],
      'a:\n- - "y" # 2\n  - x # 1\n- 3\n',
    ],
    ['no final line break', 'a:\n# x\n- x\n- "y"', ['/a/1', '/a/0'], 'a:\n- "y"\n# x\n- x'],
    ['CRLF', 'a:\r\n# x\r\n- x\r\n- "y"\r\n', ['/a/1', '/a/0'], 'a:\r\n- "y"\r\n# x\r\n- x\r\n'],
    [
      'kept empty lines of a text',
      'a:\n- |+\n  x\n\n- "y"\nb: 1\n',
      ['/a/1', '/a/0'],
      'a:\n- "y"\n- |+\n  x\n\nb: 1\n',
    ],
    ['empty lines between', 'a:\n- "x"\n\n- y\n\n- z\n', ['/a/2', '/a/0'], 'a:\n- z\n\n- "x"\n\n- y\n'],
    ['an anchor', 'a:\n- &a [1]\n- *a\n- 3\nb: *a\n', ['/a/2', '/a/0'], 'a:\n- 3\n- &a [1]\n- *a\nb: *a\n'],
    [
      'an alias above its anchor',
      'a:\n- &a [1]\n- [2, *a]\nb: *a\n',
      ['/a/1', '/a/0'],
      'a:\n- [2, [1]]\n- &a [1]\nb: *a\n',
    ],
    ['a list at the root', '# r\n- "x"\n- y\n', ['/1', '/0'], '- y\n# r\n- "x"\n'],
  ])('move with %s', (_, text, [from, path], expected) => {
    expect(patched(text, { op: 'move', from, path })).toBe(expected)
  })
})

describe('comments of keys', () => {
  it('go with their key, and those at the head of a document stay', () => {
    const text =
      '# Source: a.yaml\napiVersion: v1\ndata:\n  # about a\n  a: 1 # one\n    # deeper\n  # about b\n  b: 2\n'

    expect(patched(text, { op: 'remove', path: '/data/a' })).toBe(
      '# Source: a.yaml\napiVersion: v1\ndata:\n  # about b\n  b: 2\n',
    )
    expect(patched(text, { op: 'remove', path: '/apiVersion' })).toBe(text.replace('apiVersion: v1\n', ''))
  })

  it.each([
    [
      'an empty key',
      'a:\n  b:\n    # one\n\n    # two\n  c: 1\n',
      'a:\n  b: "x\\ny"\n    # one\n\n    # two\n  c: 1\n',
    ],
    [
      'an empty key with a comment at its indentation',
      'a:\n  b:\n  # one\n  c: 1\n',
      'a:\n  b: |-\n    x\n    y\n  # one\n  c: 1\n',
    ],
    ['a key with a value', 'a:\n  b: old\n    # one\n  c: 1\n', 'a:\n  b: "x\\ny"\n    # one\n  c: 1\n'],
    ['a new key', 'a:\n  c: 1\n\n    # one\nd: 1\n', 'a:\n  c: 1\n  b: "x\\ny"\n\n    # one\nd: 1\n'],
  ])('stay below %s that gets text over several lines', (_, text, expected) => {
    expect(patched(text, { op: 'add', path: '/a/b', value: 'x\ny' })).toBe(expected)
  })
})

type Element = { readonly lines: readonly string[]; readonly gap: readonly string[] }

const comment = fc.constantFrom('# note', '# it\'s: "odd"', '#', '# - name: no', '# \u0085next: line')
const bodies = fc.constantFrom(
  (name: string) => [`- name: ${name}`],
  (name: string) => [`- name: "${name}"   # trailing`, '  size: 9007199254740993'],
  (name: string) => [`- {name: '${name}', tty: yes , list: [1,2]}`],
  (name: string) => ['- image: x:0.10', `  name: ${name}`, '  args:', '  # inside', '  - --a', '  -   "b"'],
  (name: string) => [
    `-   name: ${name}`,
    '    text: |',
    '      # no comment',
    '',
    '      - x',
    '    mode: 0644',
  ],
  (name: string) => [`- name: ${name}`, '  text: >-', '    folded', '    lines', '   # deeper comment'],
)
const elements: fc.Arbitrary<Element[]> = fc
  .array(
    fc.record({
      body: bodies,
      above: fc.array(comment, { maxLength: 2 }),
      below: fc.array(comment, { maxLength: 1 }),
      gap: fc.array(fc.constantFrom('', '# loose', '   '), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) =>
    parts.map(({ body, above, below, gap }, at) => ({
      lines: [...above, ...body(`n${at}`), ...below.map((each) => `  ${each}`)],
      // A comment is loose only above an empty line.
      gap: gap.length > 0 ? [...gap, ''] : [],
    })),
  )

const styles = fc.record({
  columns: fc.integer({ min: 0, max: 5 }),
  eol: fc.constantFrom('\n', '\r\n'),
  heading: fc.constantFrom([], ['# all of them', ''], ['']),
})
type Style = typeof styles extends fc.Arbitrary<infer T> ? T : never

/** Blocks at their places, with what stands between the places. */
function document(
  blocks: readonly (readonly string[])[],
  gaps: readonly (readonly string[])[],
  style: Style,
) {
  const pad = (line: string) => (line.trim() === '' ? line : ' '.repeat(style.columns) + line)
  const body = blocks.flatMap((block, at) => [...block.map(pad), ...(gaps[at] ?? []).map(pad)])
  return [...['# head', 'list:', ...style.heading.map(pad), ...body, 'end: 1'], ''].join(style.eol)
}

function listOf(text: string): Json[] {
  const [value] = readOtherwise(text)
  return (value as { list: Json[] }).list
}

describe('documents with comments', () => {
  it('change in nothing but the places of the blocks that move', () => {
    fc.assert(
      fc.property(elements, styles, fc.infiniteStream(fc.nat()), (list, style, numbers) => {
        const next = () => Number(numbers.next().value) % list.length
        const [from, to] = [next(), next()]
        const order = list.map((_, at) => at)
        order.splice(to, 0, ...order.splice(from, 1))
        const gaps = list.map(({ gap }) => gap)
        const text = document(
          list.map(({ lines }) => lines),
          gaps,
          style,
        )

        const moved = patched(text, { op: 'move', from: `/list/${from}`, path: `/list/${to}` })

        expect(moved).toBe(
          document(
            order.map((at) => list[at]?.lines ?? []),
            gaps,
            style,
          ),
        )
        const values = listOf(text)
        expect(listOf(moved)).toEqual(order.map((at) => values[at]))
        expect(patched(moved, { op: 'move', from: `/list/${to}`, path: `/list/${from}` })).toBe(text)
      }),
      { numRuns: 150 },
    )
  })

  it('lose the lines of what is removed, and only those', () => {
    fc.assert(
      fc.property(elements, styles, fc.nat(), (list, style, number) => {
        fc.pre(list.length > 1)
        const at = number % list.length
        const text = document(
          list.map(({ lines }) => lines),
          list.map(({ gap }) => gap),
          style,
        )
        const blocks = list.map(({ lines }, index) => (index === at ? [] : lines))

        const removed = patched(text, { op: 'remove', path: `/list/${at}` })

        expect(removed).toBe(
          document(
            blocks,
            list.map(({ gap }) => gap),
            style,
          ),
        )
        expect(listOf(removed)).toEqual(listOf(text).toSpliced(at, 1))
      }),
      { numRuns: 150 },
    )
  })

  it('get the lines of what is inserted, which go again without a trace', () => {
    fc.assert(
      fc.property(elements, styles, fc.nat(), (list, style, number) => {
        const at = number % (list.length + 1)
        const text = document(
          list.map(({ lines }) => lines),
          list.map(({ gap }) => gap),
          style,
        )
        const [first] = list
        const dashes = /^-( +)\w/.exec(first?.lines.find((line) => line.startsWith('-')) ?? '')?.[1] ?? ' '
        const added = [`-${dashes}name: new`]
        // Behind the element above and in front of its gap; at the head in front of the first one's comments.
        const blocks = list.map(({ lines }, index) => [
          ...(at === 0 && index === 0 ? added : []),
          ...lines,
          ...(index === at - 1 ? added : []),
        ])

        const inserted = patched(text, { op: 'add', path: `/list/${at}`, value: { name: 'new' } })

        expect(inserted).toBe(
          document(
            blocks,
            list.map(({ gap }) => gap),
            style,
          ),
        )
        expect(patched(inserted, { op: 'remove', path: `/list/${at}` })).toBe(text)
      }),
      { numRuns: 150 },
    )
  })
})
