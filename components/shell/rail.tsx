'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Mark } from '#components/shell/mark.tsx'
import { mainPlaces } from '#components/shell/places.ts'
import { classNames } from '#components/ui/class-names.ts'

/** The navigation at the left of the page, or below it on a narrow screen. */
export function Rail() {
  const path = usePathname()
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-line bg-surface print:hidden max-sm:order-last max-sm:h-13 max-sm:justify-around max-sm:border-t sm:w-15 sm:flex-col sm:items-center sm:gap-1 sm:border-r sm:py-2"
    >
      <span className="mb-2 text-accent max-sm:hidden">
        <Mark size={26} />
      </span>
      {mainPlaces.map(({ href, label, keys, Icon }) => {
        const isHere = path === href || path.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
            // Of a page that is made for each request nothing is there to be fetched before it is asked for.
            prefetch={false}
            aria-current={isHere ? 'page' : undefined}
            title={`${label} (${keys})`}
            className={classNames(
              'flex w-13 flex-col items-center gap-0.5 rounded-md py-1.5 font-medium text-2xs transition-colors duration-120 max-sm:w-20 max-sm:justify-center',
              isHere ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            <Icon aria-hidden size={18} strokeWidth={1.8} />
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
