(a ] } "x\q" \foo 1a :a: ::no/x #<o> #:{ #(#()) {:a} {:a 1 :a 2} #{1 1} ^1 x #?(clj 1) #?@(:clj 1) `~@a #inst "x" ##Foo
