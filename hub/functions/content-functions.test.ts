import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { call, changedLines, changesOf, runCalls, runFunction } from '#hub/functions/testing/run-function.ts'

describe('set-hash and get-hash', () => {
  const text = `kind: ConfigMap
apiVersion: v1
metadata: {name: a}
data: {b: x, a: "1"}
list: [1.5, true, null, [2, "y"]]
---
kind: Service
apiVersion: v1
metadata: {name: s}
`
  const sha = (content: string) => createHash('sha256').update(content).digest('hex').slice(0, 10)
  const hashes = (path: string) => {
    const ran = runFunction('get-hash', [path], text)
    return typeof ran === 'string' ? ran : ran.outputs.AttributeValueList
  }

  it.each([
    // In the order of their paths, and as Go prints them.
    ['data.*', '1x'],
    ['data', 'map[a:1 b:x]'],
    ['list', '[1.5 true <nil> [2 y]]'],
    ['metadata.name', 'a'],
  ])('hash %s as %s', (path, content) => {
    expect(hashes(path)).toContainEqual(
      expect.objectContaining({ ResourceName: '/a', Path: path, DataType: 'string', Value: sha(content) }),
    )
  })

  it('agree on the hash, and skip a resource without a value', () => {
    const ran = runFunction('set-hash', ['data'], text)
    expect(changesOf(ran)).toEqual([
      `ConfigMap /a metadata.annotations: undefined -> {"confighub.com/Hash":"${sha('map[a:1 b:x]')}"}`,
    ])
    expect(hashes('nothing')).toEqual([])
  })

  it.each([
    ['a..b', 'A part of the path is empty'],
    ['data.a#uri', 'a part of an image has no hash'],
  ])('refuse %s', (path, message) => {
    expect(hashes(path)).toContain(message)
  })
})

describe('set-template', () => {
  const text = 'kind: A\napiVersion: v1\nmetadata: {name: a} # its name\n'
  const about = { UnitSlug: 'shop', SpaceSlug: 'prod' }
  const run = (...values: readonly string[]) =>
    runCalls({ FunctionInvocations: [call('set-template', values)] }, text, { about })

  it('writes the template filled in from params and Unit', () => {
    expect(
      changesOf(run('{{.Params.repo}}/{{.UnitSlug}}:{{.Params.tag}}', 'spec.image', 'repo=x/y', 'tag=a=b')),
    ).toEqual(['A /a spec: undefined -> {"image":"x/y/shop:a=b"}'])
    expect(changedLines(run('{{.SpaceSlug}}', 'metadata.name'), text)).toEqual([
      'metadata: {name: a} # its name -> metadata: {name: prod} # its name',
    ])
  })

  it.each([
    [['{{.Params.tag}}', 'spec.image', 'repo=x'], 'template: .Params.tag has no value'],
    [['{{.Params.tag', 'spec.image'], '{{ without }}'],
    [['x', 'a..b'], 'path: A part of the path is empty'],
    [['x', 'a', 'tag'], 'param must match'],
    [['{{.Params.a}}'.repeat(200), 'a', `a=${'x'.repeat(10_000)}`], 'may make more than'],
  ])('refuses %.60j', (values, message) => {
    expect(run(...values)).toContain(message)
  })
})

describe('prune-configmaps', () => {
  const version = (name: string, revision: string, more = '', core = 'settings') => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  annotations:
    confighub.com/ResourceNameStableCore: ${core}
    confighub.com/RevisionNum: "${revision}"${more}
immutable: true
`
  const latest = '\n    confighub.com/RenderRevision: Latest'
  const document = [
    version('one', '1'),
    version('ten', '10'),
    version('two', '2', latest),
    version('other', '1', '', 'flags'),
    version('odd', 'x'),
    version('mutable', '0').replace('immutable: true', 'data: {}'),
  ].join('---\n')

  it('keeps the newest by number, and marks which is the latest', () => {
    expect(changesOf(runFunction('prune-configmaps', [2], document))).toEqual([
      expect.stringMatching(/^ConfigMap \/one : .* -> undefined$/),
      'ConfigMap /ten metadata.annotations.confighub~1com/RenderRevision: undefined -> "Latest"',
      'ConfigMap /two metadata.annotations.confighub~1com/RenderRevision: "Latest" -> undefined',
      'ConfigMap /two metadata.annotations.confighub~1com/VisitorOptions: undefined -> "IgnoreProvided"',
      'ConfigMap /other metadata.annotations.confighub~1com/RenderRevision: undefined -> "Latest"',
    ])
  })

  it('keeps ten unless told otherwise, and leaves none at 0', () => {
    const many = Array.from({ length: 12 }, (_, index) => version(`v${index}`, String(index))).join('---\n')
    const kept = (values: readonly number[]) => {
      const ran = runFunction('prune-configmaps', values, many)
      return typeof ran === 'string' ? ran : ran.text.match(/name: v\d+/g)
    }
    expect(kept([])).toHaveLength(10)
    expect(kept([0])).toBeNull()
  })

  it('prunes the items of a List, too', () => {
    const items = [version('one', '1'), version('two', '2')]
      .map((each) => `- ${each.trimEnd().replaceAll('\n', '\n  ')}\n`)
      .join('')
    const ran = runFunction('prune-configmaps', [1], `apiVersion: v1\nkind: List\nitems:\n${items}`)
    expect(typeof ran === 'string' ? ran : ran.text.match(/name: \w+/g)).toEqual(['name: two'])
  })
})
