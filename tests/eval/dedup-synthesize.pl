#!/usr/bin/perl
# dedup-synthesize.pl CHARACTERS: paragraphs (lines) to records with reposts among them. Each record
# has in "story" what it was made from. A repost has another title, dateline, byline or boilerplate,
# sometimes lost text or other marks, sometimes Traditional characters (by the table CHARACTERS of
# kcz-t2s, inverted).
use strict;
use warnings;
use utf8;
use JSON::PP;
use open qw(:std :encoding(UTF-8));

srand 20261122;
my %traditional;
open my $table, '<:encoding(UTF-8)', $ARGV[0] or die "$ARGV[0]: $!\n";
while (<$table>) {
    next if /^#/;
    chomp;
    my ($key, $values) = split /\t/;
    my ($first) = split / /, $values;
    $traditional{$first} //= $key if length($key) == 1 && length($first) == 1 && $key ne $first;
}
chomp(my @lines = grep { length > 30 } <STDIN>);
my @sites = qw(晨光网 青岚日报 河湾新闻 云山在线 北渡晚报);
my @around = (
    '责任编辑：小周', '来源：%s 作者：李华 编辑：赵六', '声明：本文转自%s，如有侵权请联系删除。',
    '分享到 微信 微博 朋友圈 打印 关闭', '（记者 张三 %s 北渡1月3日电）', '点击查看更多精彩内容，请关注%s客户端',
);

sub pick { return $_[rand @_] }

sub frame {
    my $line = pick(@around);
    my $site = pick(@sites);
    $line =~ s/%s/$site/;
    return $line;
}

my (@records, $story);
sub emit {
    my ($text) = @_;
    my $date = sprintf '2021-%02d-%02d', 1 + rand 12, 1 + rand 28;
    push @records, { id => sprintf('p%09d', rand 1e9), story => $story, text => $text,
        meta => { date => $date } };
}

for ($story = 0; @lines && $story < 4000; $story++) {
    my $text = join "\n", splice @lines, 0, 2 + int rand 6;
    emit($text);
    next if rand() < 0.5;
    for (0 .. rand 4) {
        my $copy = $text;
        $copy = frame() . "\n$copy" if rand() < 0.7;
        $copy .= "\n" . frame() if rand() < 0.7;
        $copy = pick(@sites) . '：' . substr($lines[rand @lines] // '', 0, 18) . "\n$copy" if rand() < 0.5;
        substr($copy, rand(length($copy) - 20), 1 + rand 15) = '' if rand() < 0.2;
        $copy =~ tr/，。/,./ if rand() < 0.3;
        $copy =~ s/(.)/$traditional{$1} \/\/ $1/ge if rand() < 0.2;
        emit($copy);
    }
}
my $json = JSON::PP->new->canonical;
print $json->encode($_), "\n" for sort { $a->{id} cmp $b->{id} } @records;
