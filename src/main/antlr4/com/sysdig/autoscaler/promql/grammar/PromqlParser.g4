// PromQL as Prometheus 3 parses it (promql/parser/generated_parser.y) without experimental features. One rule per
// level of precedence keeps long chains of operators flat, so that only parentheses make the tree deep.
parser grammar PromqlParser;

options { tokenVocab = PromqlLexer; }

@members {
    private static boolean isSign(int token) {
        return token == ADD || token == SUB;
    }

    private static boolean isArithmetic(int token) {
        return isSign(token) || token == MUL || token == DIV || token == MOD || token == POW;
    }

    private boolean startsLongOffset() {
        return _input.LA(1) == LEFT_PAREN || (isSign(_input.LA(1)) && isSign(_input.LA(2)));
    }
}

query : expression EOF ;

scope : matcher ( COMMA matcher )* EOF ;

expression     : conjunction ( orOperation conjunction )* ;
conjunction    : comparison ( andOperation comparison )* ;
comparison     : addition ( comparisonOperation addition )* ;
addition       : multiplication ( addOperation multiplication )* ;
multiplication : power ( multiplyOperation power )* ;
power          : signed ( powerOperation signed )* ;
signed         : sign* operand ;

orOperation         : OR matching ;
andOperation        : ( AND | UNLESS ) matching ;
comparisonOperation : ( EQUALS | NOT_EQUALS | LESS | LESS_EQUALS | GREATER | GREATER_EQUALS | TRIM_UPPER | TRIM_LOWER ) matching ;
addOperation        : ( ADD | SUB ) matching ;
multiplyOperation   : ( MUL | DIV | MOD | ATAN2 ) matching ;
powerOperation      : POW matching ;

matching : BOOL? ( ( ON | IGNORING ) labels include? )? ;
// A parenthesis behind it is always its labels, never the beginning of the operand.
include  : ( GROUP_LEFT | GROUP_RIGHT ) ( labels | { _input.LA(1) != LEFT_PAREN }? ) ;
labels   : LEFT_PAREN ( label ( COMMA label )* COMMA? )? RIGHT_PAREN ;
label    : name | BOOL | ON | IGNORING | GROUP_LEFT | GROUP_RIGHT | ATAN2 | STRING ;
sign     : ADD | SUB ;

operand : primary modifier* ;

primary
    : number
    | string
    | parenthesized
    | aggregation
    | call
    | selector
    ;

number        : NUMBER ;
string        : STRING ;
parenthesized : LEFT_PAREN expression RIGHT_PAREN ;
aggregation   : aggregator ( grouping arguments | arguments grouping? ) ;
grouping      : ( BY | WITHOUT ) labels ;
call          : function arguments ;
arguments     : LEFT_PAREN ( expression ( COMMA expression )* )? RIGHT_PAREN ;
function      : IDENTIFIER | START | END | STEP | RANGE | MAX_OF | MIN_OF ;

aggregator
    : SUM | AVG | COUNT | MIN | MAX | GROUP | STDDEV | STDVAR | TOPK | BOTTOMK | COUNT_VALUES | QUANTILE | LIMITK | LIMIT_RATIO
    ;

selector      : metricName labelMatchers? | labelMatchers ;
metricName    : name | WITHOUT ;
labelMatchers : LEFT_BRACE ( labelMatcher ( COMMA labelMatcher )* COMMA? )? RIGHT_BRACE ;
labelMatcher  : matcher | quotedName ;
quotedName    : STRING ;
matcher       : matcherLabel matcherOp matcherValue ;
matcherLabel  : LABEL_NAME | STRING ;
matcherOp     : MATCH_EQUAL | MATCH_NOT_EQUAL | MATCH_REGEX | MATCH_NOT_REGEX ;
matcherValue  : STRING ;

// Words that are names wherever they cannot be anything else.
name
    : IDENTIFIER | METRIC_IDENTIFIER
    | aggregator
    | AND | OR | UNLESS | BY | OFFSET | ANCHORED | SMOOTHED
    | START | END | STEP | RANGE | MAX_OF | MIN_OF
    ;

modifier
    : range
    | subquery
    | offset
    | at
    | ANCHORED
    | SMOOTHED
    ;

range    : LEFT_BRACKET duration RIGHT_BRACKET ;
subquery : LEFT_BRACKET duration COLON duration? RIGHT_BRACKET ;
offset   : OFFSET offsetDuration ;
at       : AT ( sign? NUMBER | ( START | END ) LEFT_PAREN RIGHT_PAREN ) ;

// The order of the alternatives matters: "a offset -2^2" is (a offset -2)^2, but "a offset (1m) * 2" is all offset.
offsetDuration
    : sign? NUMBER
    | sign? durationCall
    | sign LEFT_PAREN duration RIGHT_PAREN
    | { startsLongOffset() }? longOffset
    ;
longOffset : duration { !isArithmetic(_input.LA(1)) }? ;

duration      : durationTerm ( ( ADD | SUB ) durationTerm )* ;
durationTerm  : durationPower ( ( MUL | DIV | MOD ) durationPower )* ;
durationPower : signedDuration ( POW signedDuration )* ;
signedDuration: sign* durationAtom ;
durationAtom  : NUMBER | durationCall | LEFT_PAREN duration RIGHT_PAREN ;
durationCall
    : ( STEP | RANGE ) LEFT_PAREN RIGHT_PAREN
    | ( MAX_OF | MIN_OF ) LEFT_PAREN duration COMMA duration RIGHT_PAREN
    ;
