import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { routes } from '#lib/url/routes.ts'

export default function NotFound() {
  return (
    <main>
      <EmptyState
        headingLevel={1}
        title="Page not found"
        action={
          // Every page brings the script of this one along, which would be that of the router's link.
          <a href={routes.units()} className={buttonClass('primary')}>
            Go to Units
          </a>
        }
      >
        The address may be mistyped, or the unit may have been renamed. Search for it in Units.
      </EmptyState>
    </main>
  )
}
