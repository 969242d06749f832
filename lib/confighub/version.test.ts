import { expect, it } from 'vitest'
import { hubVersion } from '#hub/api/http/version.ts'
import { checkedVersion, generationOf } from '#lib/confighub/version.ts'

it.each([
  [checkedVersion, 'checked'],
  ['0.8.0', 'checked'],
  ['v0.8.99-rc1', 'checked'],
  ['0.7.40', 'older'],
  ['0.10.0', 'newer'],
  ['1.0', 'newer'],
  ['dev', 'unreadable'],
  ['', 'unreadable'],
])('%o is %s', (version, generation) => {
  expect(generationOf(version)).toBe(generation)
})

it('the dashboard and the embedded hub are of one version', () => {
  expect(hubVersion).toBe(`v${checkedVersion}`)
})
