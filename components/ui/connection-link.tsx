import { Cable } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { routes } from '#lib/url/routes.ts'

/** Opens in a new tab, so that the failing page keeps what was typed. */
export function ConnectionLink() {
  return (
    <Link href={routes.connection()} target="_blank" prefetch={false} className={buttonClass('quiet', 'sm')}>
      <Cable aria-hidden size={14} />
      Test the connection
      <span className="sr-only"> (in a new tab)</span>
    </Link>
  )
}
