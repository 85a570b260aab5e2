// The mark: a path that bends away from a dot.
import styles from './Header.module.css';

export function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M6 28C6 17 9 13 16 11s9-3.5 9-8"
        fill="none"
        stroke="currentColor"
        strokeWidth="4.5"
        strokeLinecap="round"
      />
      <circle cx="22.5" cy="22" r="4.5" fill="var(--away)" />
    </svg>
  );
}
