// The name, what the page is for in one line, and the tools of the whole page.
import { HelpButtons } from '../help/HelpButtons.tsx';
import { HistoryButton } from '../keep/HistoryButton.tsx';
import { ShareButton } from '../keep/ShareButton.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import styles from './Header.module.css';
import { Logo } from './Logo.tsx';
import { useTheme } from './useTheme.ts';

export function Header() {
  const { theme, toggleTheme } = useTheme();
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.header}>
      <p className={styles.brand}>
        <Logo />
        Steeraway
      </p>
      <h1 className={styles.headline}>
        Type what you don’t want. <span className={styles.away}>Watch it leave.</span>
      </h1>
      <div className={styles.tools}>
        <HistoryButton />
        <ShareButton />
        <HelpButtons />
        <IconButton
          icon={theme === 'dark' ? 'sun' : 'moon'}
          label={`Switch to the ${next} theme`}
          onClick={toggleTheme}
        />
      </div>
    </header>
  );
}
