import { describe, expect, it } from 'vitest'
import { diffConfig } from '#lib/config/compare/diff.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { corpus, newImage, oldImage } from '#lib/config/testing/corpus.ts'

const scope = { resourceType: 'apps/v1/Deployment' } as const
const containers = [{ name: 'main', image: newImage }]
const imagePath = 'spec.template.spec.containers.?name=main.image'

function applied(text: string, patch: Parameters<typeof applyPatch>[1]) {
  const result = applyPatch(text, patch)
  return result.ok ? result.value : result.error
}

describe('every document of the corpus', () => {
  it('is one of at least thirty, with the image in it once', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(30)
    expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length)
    for (const { text } of corpus) expect(text.split(oldImage)).toHaveLength(2)
  })

  it.each(corpus)('keeps all other bytes when a merge patch changes an image by name: $name', ({ text }) => {
    const patch = `spec:\n  template:\n    spec:\n      containers:\n      - name: main\n        image: ${newImage}\n`
    // Only Deployments that have `main` already: elsewhere the patch would rightly add it.
    const result = applied(text, { kind: 'merge', text: patch, ...scope, resourceName: 'main' })

    expect(result).toMatchObject({ text: text.replace(oldImage, newImage), matched: 1, changed: true })
  })

  it.each(corpus)('keeps all other bytes when a JSON merge patch names kind and name: $name', ({ text }) => {
    const patch = JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'main' },
      spec: { template: { spec: { containers } } },
    })

    expect(applied(text, { kind: 'merge', text: patch })).toMatchObject({
      text: text.replace(oldImage, newImage),
    })
  })

  it.each(corpus)('keeps all other bytes when a field is set: $name', ({ text }) => {
    const result = applied(text, { kind: 'set-fields', fields: [{ path: imagePath, value: newImage }] })

    expect(result).toMatchObject({ text: text.replace(oldImage, newImage), matched: 1 })
  })

  it.each(corpus)('stays as it is when the patch changes nothing: $name', ({ text }) => {
    const patch = JSON.stringify({
      spec: { template: { spec: { containers: [{ name: 'main', image: oldImage }] } } },
    })
    const result = applied(text, { kind: 'merge', text: patch, ...scope, resourceName: 'main' })

    expect(result).toMatchObject({ text, matched: 1, changed: false })
  })

  it.each(corpus)('differs in the image only afterwards: $name', ({ text }) => {
    const changes = diffConfig(text, text.replace(oldImage, newImage))

    expect(changes).toEqual([
      {
        resourceType: 'apps/v1/Deployment',
        resourceName: expect.stringMatching(/\/main$/),
        path: imagePath,
        change: 'Update',
        from: oldImage,
        to: newImage,
      },
    ])
  })

  it.each(corpus)('takes a key in, and gives it back to the byte: $name', ({ text }) => {
    const added = applied(text, {
      kind: 'merge',
      text: '{"spec": {"paused": "a: b"}}',
      ...scope,
      resourceName: 'main',
    })
    if (!('text' in added)) throw new Error(added.message)
    expect(added.text).not.toBe(text)
    // A document that sets `paused` itself gets its own value back by the next patch instead.
    if (text.includes('paused')) return
    const removed = applied(added.text, {
      kind: 'merge',
      text: 'spec: {paused: null}',
      ...scope,
      resourceName: 'main',
    })

    expect(removed).toMatchObject({ text, changed: true })
  })

  it.each(corpus)('takes a container in by JSON Patch and gives it back to the byte: $name', ({ text }) => {
    const path = '/spec/template/spec/containers/0'
    const value = { name: 'new', image: 'x', args: ['a', { b: [] }], env: [{ name: 'A', value: 'true' }] }
    const added = applied(text, {
      kind: 'json',
      text: JSON.stringify([{ op: 'add', path, value }]),
      ...scope,
      resourceName: 'main',
    })
    if (!('text' in added)) throw new Error(added.message)
    const removed = applied(added.text, {
      kind: 'json',
      text: JSON.stringify([{ op: 'remove', path }]),
      ...scope,
      resourceName: 'main',
    })

    expect(removed).toMatchObject({ text, changed: true })
  })

  it.each(corpus)('keeps its own change when another one is merged in: $name', ({ text }) => {
    const theirs = text.replace(oldImage, newImage)
    const ours = applied(text, {
      kind: 'merge',
      text: 'metadata: {labels: {team: a}}',
      ...scope,
      resourceName: 'main',
    })
    if (!('text' in ours)) throw new Error(ours.message)

    const merged = mergeThreeWay(text, ours.text, theirs)

    expect(merged).toEqual({
      ok: true,
      value: { text: ours.text.replace(oldImage, newImage), conflicts: [] },
    })
  })

  it.each(corpus)('has nothing to mask: $name', ({ text }) => {
    expect(maskConfig(text)).toEqual({ text, masked: 0 })
  })
})
