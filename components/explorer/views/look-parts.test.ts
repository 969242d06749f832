import { createLoader } from 'nuqs/server'
import { expect, it } from 'vitest'
import { differencesFrom, lookOf, lookSummary, replacedParts } from '#components/explorer/views/look-parts.ts'
import { namesOf } from '#components/explorer/views/use-saved-views.ts'
import { unitsSearch } from '#lib/url/search-params.ts'

const at = createLoader(unitsSearch)
const editedParts = (before: string, after: string) =>
  namesOf(differencesFrom({ look: lookOf(at(`?${before}`)) }, at(`?${after}`)))

it.each([
  ['', '', ''],
  ['cols=space,head', 'cols=unit,space,head', ''],
  ['pin=space,head', 'pin=head,space', ''],
  ['cols=space,head', 'cols=head,space', 'columns'],
  ['', 'sort=-head&group=region', 'grouping, sort'],
  ['widths=240+space', 'widths=241+space&pin=space', 'pinned columns, widths'],
  ['compare=majority', 'compare=majority&only=differing', 'rows'],
  ['', 'view=matrix', 'matrix'],
  ['density=compact', '', 'density'],
  ["where=Slug+%3D+'a'&peek=x", "where=Slug+%3D+'b'", ''],
])('from "%s" to "%s" differs: %s', (before, after, parts) => {
  expect(editedParts(before, after)).toBe(parts)
})

const query = {
  id: 'x',
  spaceId: 's',
  spaceSlug: 'shared',
  name: 'A',
  where: "Slug = 'a'",
  data: '',
  type: '',
}

it('a view that opens a query differs where the page asks for another one', () => {
  const page = at('?density=compact')

  expect(differencesFrom({ look: lookOf(page), query }, page)).toEqual([
    { part: 'query', saved: "Slug = 'a'", page: 'all units' },
  ])
  expect(lookSummary({ ...lookOf(page), cols: ['head'] }, query)).toBe(
    'Unit, Head · density: compact · query: “A”',
  )
})

it('a view that is replaced keeps its query, gets another or loses it, as is chosen, whatever the page asks for', () => {
  const page = at("?density=compact&where=Slug+%3D+'b'")
  const view = { look: lookOf(page), query }
  const own = "“A”: Slug = 'a'"

  expect(replacedParts(view, page, query)).toEqual([])
  expect(replacedParts(view, page, undefined)).toEqual([
    { part: 'query', saved: own, page: 'stays as it is' },
  ])
  expect(replacedParts({ look: lookOf(at('')) }, page, query)).toEqual([
    { part: 'density', saved: 'as usual', page: 'compact' },
    { part: 'query', saved: 'stays as it is', page: own },
  ])
})
