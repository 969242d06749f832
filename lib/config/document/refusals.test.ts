import { expect, it } from 'vitest'
import { loadStream } from '#lib/config/document/document.ts'
import { refusalsOf } from '#lib/config/document/refusals.ts'

function refusalsIn(value: string) {
  const stream = loadStream(`kind: Thing\nspec:\n  list:\n  - ${value}\n`)
  if (!stream.ok) throw new Error(stream.error.message)
  return stream.value.resources.flatMap(refusalsOf)
}

// `kubectl patch --local` says of each whether it can read it.
it.each([
  '.inf',
  '-.Inf',
  '.NAN',
  '!!float .inf',
  '!!int 3.5',
  '!!int x',
  '!!bool x',
  '!!null x',
  '!!timestamp x',
  '!!binary x$',
  '!!binary /w',
])('%s makes Kubernetes refuse the document', (text) => {
  expect(refusalsIn(text)).toEqual([
    { place: ['spec', 'list', 0], why: expect.stringMatching('^Kubernetes refuses the whole document') },
  ])
})

it.each([
  '"5"',
  '".inf"',
  '!!str .inf',
  '1e400',
  '123456789012345678901234567890',
  '!!float 1',
  '!!float "1e5"',
  '!!int "3"',
  '!!int 0x10',
  '!!bool "yes"',
  '!!null ""',
  '!!timestamp 2001-12-14',
  '!!timestamp "2001-12-14T21:59:43.10-05:00"',
  '!foo bar',
  '! 5',
  '{a: !!set {b}}',
])('%s is taken', (text) => {
  expect(refusalsIn(text)).toEqual([])
})

it.each(['!!binary aGVsbG8=', '!!binary "aGVsbG8="', '!!binary |\n    aGVs\n    bG8='])(
  '%s is said to be decoded',
  (text) => {
    expect(refusalsIn(text)).toEqual([
      { place: ['spec', 'list', 0], why: expect.stringMatching('^Kubernetes decodes') },
    ])
  },
)
