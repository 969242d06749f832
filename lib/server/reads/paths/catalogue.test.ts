import { expect, it } from 'vitest'
import { PathCatalogue } from '#lib/server/reads/paths/catalogue.ts'
import type { Outline, OutlinePath } from '#lib/server/work/outline.ts'

const text = (value: string, digest?: string): OutlinePath => ({
  kinds: ['text'],
  values: [{ value, ...(digest && { digest }) }],
})

function outline(paths: Outline['types'][number]['paths'], isCut = false): Outline {
  return { types: [{ resourceType: 'v1/A', paths }], isCut, size: 0 }
}

it('keeps the paths that most units have, and counts all others', () => {
  const catalogue = new PathCatalogue()
  catalogue.add(outline({ 'spec.often': text('x') }), 30)
  for (let document = 0; document < 20; document += 1) {
    const paths = Array.from({ length: 1500 }, (_, at) => [`spec.own-${document}-${at}`, text('x')] as const)
    catalogue.add(outline({ ...Object.fromEntries(paths), 'spec.shared': text('x') }, document === 0), 1)
  }

  const { paths, otherPaths, cutDocuments } = catalogue.seen()
  expect(paths.slice(0, 2).map(({ path, units }) => [path, units])).toEqual([
    ['spec.often', 30],
    ['spec.shared', 20],
  ])
  expect([paths.length, paths.length + otherPaths, cutDocuments]).toEqual([4000, 30_002, 1])
})

it('keeps values apart that are shown alike, and says that nobody can ask for them', () => {
  const catalogue = new PathCatalogue()
  for (const digest of ['1', '2', '2']) catalogue.add(outline({ 'spec.a': text('long…', digest) }), 1)
  catalogue.add(outline({ 'spec.a': { ...text('short'), moreValues: true } }), 1)
  const large = { kinds: ['number'], values: [{ value: '9007199254740993', isJson: true }] } as const
  catalogue.add(outline({ 'spec.a': text('9007199254740993') }), 4)
  catalogue.add(outline({ 'spec.a': large }), 3)

  expect(catalogue.seen().paths).toMatchObject([
    {
      values: [
        { value: '9007199254740993', units: 4 },
        { value: '9007199254740993', units: 3, isCut: true },
        { value: 'long…', units: 2, isCut: true },
        { value: 'long…', units: 1, isCut: true },
        { value: 'short', units: 1 },
      ],
      moreValues: true,
    },
  ])
})
