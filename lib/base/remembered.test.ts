import { expect, test } from 'vitest'
import { remembered } from '#lib/base/remembered.ts'

test('each answer is computed once, empty ones included', () => {
  const asked: string[] = []
  const upper = remembered((text: string) => {
    asked.push(text)
    return text.toUpperCase()
  })
  expect(['a', '', 'a', ''].map(upper)).toEqual(['A', '', 'A', ''])
  expect(asked).toEqual(['a', ''])
})

test('answers live as long as what keeps them', () => {
  const kept = new WeakMap<object, number>()
  const key = {}
  const one = remembered(() => 1, kept)
  expect(one(key)).toBe(1)
  expect(kept.get(key)).toBe(1)
})
