import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ClassLine } from '#components/change/preview/class-line.tsx'
import { UnitLine } from '#components/change/preview/unit-line.tsx'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'

const row: PreviewRow = {
  ...{
    UnitID: '1',
    SpaceID: 's',
    Slug: 'trade-service',
    SpaceSlug: 'prod',
    HeadRevisionNum: 3,
    DataHash: 'a',
  },
  ...{ status: 'change', resultHash: 'b', changes: [], merged: false, concerns: [] },
} as PreviewRow
const nothing = () => {}
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, ' ')

it('a unit that was not checked says so, claims no override, and offers no decision', () => {
  const markup = renderToStaticMarkup(
    <UnitLine
      dimensions={dimensionsOf({ Slug: row.SpaceSlug })}
      {...{ row, isCurrent: false, isShown: false, isIncluded: false, onShow: nothing, onInclude: nothing }}
    />,
  )

  expect(textOf(markup)).toMatch(/not checked yet/)
  expect(textOf(markup)).not.toMatch(/override|excluded/)
  expect(markup).not.toMatch(/checkbox/)
})

it('the class of such units says what is not known yet, and offers no decision', () => {
  const markup = groupRows([row]).map((changeClass) =>
    renderToStaticMarkup(
      <ClassLine
        {...{ changeClass, isOpen: false, isCurrent: false, inclusion: 'none' }}
        onToggle={nothing}
        onInclude={nothing}
      />,
    ),
  )

  expect(textOf(markup.join())).toMatch(/Not checked yet: .*override.*refuse/)
  expect(markup.join()).not.toMatch(/checkbox/)
})
