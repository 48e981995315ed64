"""What would shut a reader out (WCAG 2.2 AA, EN 301 549)."""
