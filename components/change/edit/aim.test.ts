import { describe, expect, it } from 'vitest'
import { aimPatch } from '#components/change/edit/aim.ts'
import { emptyDraft, readDraft } from '#components/change/edit/draft.ts'
import { readResources } from '#lib/config/document/document.ts'

const read = readResources(`apiVersion: apps/v1
kind: Deployment
metadata: {name: trade, labels: {app: trade}}
spec: {replicas: 3}
---
apiVersion: v1
kind: Service
metadata: {name: trade, labels: {app: trade}}
spec: {ports: []}
`)
const resources = read.ok ? read.value : []
const application = readResources('server: {port: 80}\n')

const merge = (text: string, resourceType = '') =>
  readDraft({ ...emptyDraft, kind: 'merge', merge: { text, resourceType, resourceName: '' } }, [])

describe('a patch that names no resource type', () => {
  it('gets the only type that it fits', () => {
    expect(aimPatch(merge('spec: {replicas: 6}'), resources)).toMatchObject({
      aim: { kind: 'inferred', resourceType: 'apps/v1/Deployment' },
      reading: { ok: true, patch: { resourceType: 'apps/v1/Deployment' } },
    })
  })

  it('is not previewed while several could be meant', () => {
    expect(aimPatch(merge('metadata: {labels: {app: x}}'), resources)).toMatchObject({
      aim: { kind: 'open', resourceTypes: ['apps/v1/Deployment', 'v1/Service'] },
      reading: { ok: false, isEmpty: true },
    })
  })

  it('is not previewed while the documents are unknown', () => {
    expect(aimPatch(merge('spec: {replicas: 6}'), undefined)).toMatchObject({
      aim: { kind: 'unknown' },
      reading: { ok: false, isEmpty: true },
    })
  })

  it('needs no type for documents without kinds, or when the patch names its kind', () => {
    const plain = application.ok ? application.value : []

    expect(aimPatch(merge('server: {port: 81}'), plain).reading).toMatchObject({ ok: true })
    expect(aimPatch(merge('kind: Service\nmetadata: {labels: {app: x}}'), resources).reading).toMatchObject({
      ok: true,
    })
  })
})

it.each(['v1/Service', '*'])('an explicit choice is kept: %s', (resourceType) => {
  expect(aimPatch(merge('spec: {replicas: 6}', resourceType), resources)).toMatchObject({
    aim: { kind: 'given' },
    reading: { ok: true, patch: { resourceType } },
  })
})
