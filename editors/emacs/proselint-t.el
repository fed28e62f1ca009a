;;; proselint-t.el --- proselint-t in Emacs, by eglot (Emacs 29, or 28 with the package eglot) -*- lexical-binding: t -*-

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((markdown-mode yaml-mode yaml-ts-mode) . ("proselint-t" "server")))

(add-hook 'markdown-mode-hook #'eglot-ensure)

(defcustom proselint-t-fix-on-save nil
  "Apply all safe fixes when a Markdown file is saved."
  :type 'boolean
  :group 'eglot)

(defun proselint-t-fix-on-save ()
  "Apply all safe fixes, where `proselint-t-fix-on-save' is set."
  (when (and proselint-t-fix-on-save (eglot-managed-p) (derived-mode-p 'markdown-mode))
    (ignore-errors
      (eglot-code-actions (point-min) (point-max) "source.fixAll.proselint-t" t))))

(add-hook 'before-save-hook #'proselint-t-fix-on-save)

(provide 'proselint-t)
;;; proselint-t.el ends here
