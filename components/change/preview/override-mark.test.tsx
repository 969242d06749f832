import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { OverrideMark } from '#components/change/preview/override-mark.tsx'

const textOf = (markup: string) => markup.replace(/<[^>]*>/g, '')

it.each([
  [undefined, 'override'],
  [1, '1 override'],
  [12, '12 overrides'],
])('the mark of %s units is named by its text, and its sign is hidden from screen readers', (units, name) => {
  const markup = renderToStaticMarkup(<OverrideMark {...(units === undefined ? {} : { units })} />)

  expect(textOf(markup)).toBe(name)
  expect(markup).toMatch(/<svg[^>]*aria-hidden="true"/)
})
