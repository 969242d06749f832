import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'

it('a field with suggestions is a closed combobox with the name of its label', () => {
  const markup = renderToStaticMarkup(
    createElement(SuggestField, {
      label: 'Resource type',
      value: 'apps',
      onChange: () => {},
      suggestions: [{ label: 'apps/v1/Deployment' }],
    }),
  )
  const input = /<input[^>]*>/.exec(markup)?.[0] ?? ''
  const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1]

  expect(attribute('role')).toBe('combobox')
  expect(attribute('aria-expanded')).toBe('false')
  expect(attribute('value')).toBe('apps')
  expect(markup).toMatch(new RegExp(`<label[^>]* for="${attribute('id')}"[^>]*>Resource type</label>`))
  expect(markup).toMatch(new RegExp(`<div id="${attribute('aria-controls')}" role="listbox"`))
  expect(markup).not.toContain('role="option"')
})
