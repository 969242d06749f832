import { describe, expect, it } from 'vitest'
import { changedLines, changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const text = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: x} # the first
  spec: {replicas: 1}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: w}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: z}
`

describe('in a List', () => {
  it('setters reach the items, and report them by name', () => {
    const ran = runFunction('set-replicas', [3], text)
    expect(changedLines(ran, text)).toEqual(['spec: {replicas: 1} -> spec: {replicas: 3}'])
    expect(changesOf(ran)).toEqual(['Deployment /x spec.replicas: 1 -> 3'])
    expect(typeof ran === 'string' ? ran : ran.mutations).toMatchObject([
      { Resource: { ResourceType: 'apps/v1/Deployment', ResourceName: '/x' } },
    ])
  })

  it('WhereResource chooses among the items', () => {
    const ran = runFunction('set-label', ['a', 'b'], text, { WhereResource: "metadata.name = 'w'" })
    expect(changesOf(ran)).toEqual(['ConfigMap /w metadata.labels: undefined -> {"a":"b"}'])
  })

  it('getters and validators see the items', () => {
    const list = runFunction('get-resources', [], text)
    expect(typeof list === 'string' ? list : list.outputs.ResourceList).toMatchObject([
      {
        ResourceName: '/x',
        ResourceBody: expect.stringMatching(/^apiVersion: apps\/v1\nkind: Deployment\n/),
      },
      { ResourceName: '/w' },
      { ResourceName: '/z' },
    ])
    const vetted = runFunction('vet-cel', ["r.kind != 'List' && r.metadata.name != 'w'"], text)
    expect(typeof vetted === 'string' ? vetted : vetted.validations[0]?.Issues).toMatchObject([
      { Message: expect.stringContaining('v1/ConfigMap w') },
    ])
  })

  it.each([
    [['v1/ConfigMap', 'w'], ['x', 'z'], true],
    [['apps/v1/Deployment', 'x'], ['w', 'z'], true],
    [['v1/ConfigMap', 'z'], ['x', 'w'], true],
  ])('delete-resource %j leaves %j', (values, left, hasList) => {
    const ran = runFunction('delete-resource', values, text)
    const after = typeof ran === 'string' ? ran : ran.text
    expect([...after.matchAll(/name: (\w)/g)].map(([, name]) => name)).toEqual(left)
    expect(after.includes('kind: List')).toBe(hasList)
  })

  it('deleting all items deletes the List', () => {
    const one = text.replace(/- apiVersion: v1[\s\S]*?(?=---)/, '')
    const ran = runFunction('delete-resource', ['apps/v1/Deployment', 'x'], one)
    expect(typeof ran === 'string' ? ran : ran.text).toBe(
      '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: z}\n',
    )
  })

  it('upsert-resource replaces an item where it stands', () => {
    const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: w}\ndata: {a: b}\n'
    const list = JSON.stringify([{ ResourceType: 'v1/ConfigMap', ResourceName: 'w', ResourceBody: body }])
    expect(changesOf(runFunction('upsert-resource', [list, 'v1/ConfigMap', 'w'], text))).toEqual([
      'ConfigMap /w data: undefined -> {"a":"b"}',
    ])
  })

  it('application configuration has no resources in a List', () => {
    const ran = runFunction('get-path', ['items.0.kind'], text, { ToolchainType: 'AppConfig/YAML' })
    expect(typeof ran === 'string' ? ran : ran.outputs.AttributeValueList).toMatchObject([
      { Value: 'Deployment' },
    ])
  })
})
