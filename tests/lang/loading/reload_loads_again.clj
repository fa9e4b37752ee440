;; :reload loads the namespace again, :reload-all also what it requires.
;flags -cp tests/support
(require 'loading.a)
;=> loading b
;=> loading a
(require 'loading.a :reload)
;=> loading a
(require 'loading.a :reload-all)
;=> loading b
;=> loading a
