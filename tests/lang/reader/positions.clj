;; Lists carry where they begin; nothing else does.
(prn (meta (second '(a
   (b c))))) ;=> {:line 3, :column 4}
(prn (meta '[a]) (meta '()) (meta 'a)) ;=> nil nil nil
