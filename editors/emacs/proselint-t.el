;;; proselint-t.el --- proselint-t in Emacs, by eglot (Emacs 29, or 28 with the package eglot) -*- lexical-binding: t -*-

(require 'eglot)

(defcustom proselint-t-command '("proselint-t" "server")
  "The command that runs the language server, with its arguments."
  :type '(repeat string)
  :group 'eglot)

(defcustom proselint-t-fix-on-save nil
  "Apply all safe fixes when a Markdown file is saved."
  :type 'boolean
  :group 'eglot)

;; Not for YAML: eglot holds one server for a mode, and that mode may have one already.
(add-to-list 'eglot-server-programs (cons 'markdown-mode (lambda (&rest _) proselint-t-command)))

(add-hook 'markdown-mode-hook #'eglot-ensure)

(defun proselint-t-fix-on-save ()
  "Apply all safe fixes, where `proselint-t-fix-on-save' is set."
  (when (and proselint-t-fix-on-save (eglot-managed-p) (derived-mode-p 'markdown-mode))
    (ignore-errors
      (eglot-code-actions (point-min) (point-max) "source.fixAll.proselint-t" t))))

(add-hook 'before-save-hook #'proselint-t-fix-on-save)

(provide 'proselint-t)
;;; proselint-t.el ends here
